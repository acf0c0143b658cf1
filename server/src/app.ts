import jwt from '@fastify/jwt'
import rateLimit from '@fastify/rate-limit'
import { logDestination } from '@palermo/db/log-destination.ts'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { absenceRoutes } from './absences/routes.ts'
import { peopleRoutes } from './accounts/people-routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { agencyRoutes } from './agencies/routes.ts'
import { alertRoutes } from './alerts/routes.ts'
import { approvalRoutes } from './approvals/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { barRoutes } from './bars/routes.ts'
import { bodyTimeout, longestRequest } from './body-timeout.ts'
import { briefRoutes } from './briefs/routes.ts'
import { caseRoutes } from './cases/routes.ts'
import { contactRoutes } from './contacts/routes.ts'
import { dashboardRoutes } from './dashboards/routes.ts'
import { deadlineRoutes } from './deadlines/routes.ts'
import { description, docs } from './docs.ts'
import { documentRoutes } from './documents/routes.ts'
import { feedRoutes } from './feeds/routes.ts'
import { filterRoutes } from './filters/routes.ts'
import { formRoutes } from './forms/routes.ts'
import { groupRoutes } from './groups/routes.ts'
import { handoverRoutes } from './handovers/routes.ts'
import { closeWhenEnding, health } from './health.ts'
import { holidayRoutes } from './holidays/routes.ts'
import { installationRoutes } from './installation/routes.ts'
import { jsonBody } from './json-body.ts'
import { jurisdictionRoutes } from './jurisdictions/routes.ts'
import { linkRoutes } from './links/routes.ts'
import { counting, metrics } from './metrics.ts'
import { noteRoutes } from './notes/routes.ts'
import { noticeRoutes } from './notices/routes.ts'
import type { AppOptions } from './options.ts'
import { otherMethods } from './other-methods.ts'
import { notFoundHandler, problemHandler } from './problem.ts'
import { queueRoutes } from './queues/routes.ts'
import { recordRoutes } from './records/routes.ts'
import { referralRoutes } from './referrals/routes.ts'
import { refusalLog } from './refusals.ts'
import { renamedAddresses } from './renamed-addresses.ts'
import { requestRoutes } from './requests/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { securityHeaders } from './security-headers.ts'
import { session } from './session.ts'
import { snapshotRoutes } from './snapshots/routes.ts'
import { statisticsRoutes } from './statistics/routes.ts'
import { streamRoutes } from './stream/routes.ts'
import { taskRoutes } from './tasks/routes.ts'
import { workItemRoutes } from './work-items/routes.ts'

/**
 * Builds the whole HTTP app, ready to listen or to answer injected requests in tests. Each capability is registered in
 * one line.
 */
export const buildApp = async (options: AppOptions): Promise<FastifyInstance> => {
  const app = Fastify({
    logger:
      options.log === false ? false : { level: 'info', serializers: { req: loggedRequest }, ...streamOf(options.log) },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * 1024,
    genReqId: () => crypto.randomUUID(),
    requestTimeout: longestRequest,
    http: { headersTimeout: 30_000 },
    // False, so that requests on open keep-alive connections are still answered while this process stops.
    return503OnClosing: false,
    trustProxy: options.trustProxy ?? false,
    // Fastify would answer a URL that is too long or malformed before the security hooks run. The length limit is
    // therefore raised and the contract checks the length; a malformed URL goes to the not-found route.
    routerOptions: { maxParamLength: 16_384 },
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : '/api/unreadable'),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(problemHandler(refusalLog(options.db)))
  app.setNotFoundHandler(notFoundHandler)
  await app.register(otherMethods)
  await app.register(bodyTimeout)
  await app.register(jsonBody)
  await app.register(securityHeaders, { secure: options.secure })
  await app.register(rateLimit, { global: false })
  await app.register(jwt, {
    secret: Buffer.from(options.jwtSecret),
    sign: { algorithm: 'HS256', expiresIn: '10m', aud: 'palermo' },
    verify: { algorithms: ['HS256'], allowedAud: 'palermo', cache: true },
  })
  await app.register(description)
  await app.register(counting, { db: options.db })
  if (options.demo) {
    await app.register(docs)
    await app.register(metrics, { counts: app.counts })
  }
  await app.register(closeWhenEnding)
  await app.register(health, { prefix: '/api', db: options.db, demo: options.demo, documents: options.documents })
  await app.register(session)
  await app.register(renamedAddresses)
  await app.register(
    async (api) => {
      await api.register(absenceRoutes, { prefix: '/absences', ...options })
      await api.register(accountRoutes, options)
      await api.register(peopleRoutes, { prefix: '/people', ...options })
      await api.register(alertRoutes, { prefix: '/alerts', ...options })
      await api.register(agencyRoutes, { prefix: '/agencies', ...options })
      await api.register(approvalRoutes, { prefix: '/approvals', ...options })
      await api.register(auditRoutes, options)
      await api.register(barRoutes, { prefix: '/bars', ...options })
      await api.register(briefRoutes, { prefix: '/briefs', ...options })
      await api.register(caseRoutes, { prefix: '/cases', ...options })
      await api.register(contactRoutes, { prefix: '/contacts', ...options })
      await api.register(groupRoutes, { prefix: '/groups', ...options })
      await api.register(handoverRoutes, { prefix: '/handovers', ...options })
      await api.register(linkRoutes, { prefix: '/links', ...options })
      await api.register(noteRoutes, { prefix: '/notes', ...options })
      await api.register(taskRoutes, { prefix: '/tasks', ...options })
      await api.register(dashboardRoutes, { prefix: '/dashboards', ...options })
      await api.register(deadlineRoutes, { prefix: '/deadlines', ...options })
      await api.register(feedRoutes, { prefix: '/feeds', ...options })
      await api.register(filterRoutes, { prefix: '/filters', ...options })
      await api.register(formRoutes, { prefix: '/forms', ...options })
      await api.register(holidayRoutes, { prefix: '/holidays', ...options })
      await api.register(installationRoutes, { prefix: '/installation', ...options })
      await api.register(noticeRoutes, options)
      await api.register(snapshotRoutes, { prefix: '/snapshots', ...options })
      await api.register(statisticsRoutes, { prefix: '/statistics', ...options })
      await api.register(streamRoutes, { prefix: '/stream', ...options })
      await api.register(documentRoutes, { prefix: '/documents', ...options })
      await api.register(workItemRoutes, { prefix: '/work-items', ...options })
      await api.register(jurisdictionRoutes, { prefix: '/jurisdictions', ...options })
      await api.register(referralRoutes, { prefix: '/referrals', ...options })
      await api.register(queueRoutes, { prefix: '/queues', ...options })
      await api.register(recordRoutes, { prefix: '/record-types', ...options })
      await api.register(requestRoutes, { prefix: '/requests', ...options })
      await api.register(searchRoutes, { prefix: '/search', ...options })
    },
    { prefix: '/api' },
  )
  return app
}

const streamOf = (log: AppOptions['log']) => ({ stream: typeof log === 'object' ? log : logDestination() })

/** Logs the route of a request, not its URL, which may contain ids and search text. */
const loggedRequest = (request: { method: string }) => ({ method: request.method })

const isReadable = (url: string) => {
  try {
    return decodeURI(url.split('?')[0] ?? '').length > 0
  } catch {
    return false
  }
}
