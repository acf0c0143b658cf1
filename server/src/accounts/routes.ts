import cookie from '@fastify/cookie'
import { endOtherSessions, endSession, endThisSession, listSessions, readMe } from '@palermo/db/accounts/queries.ts'
import {
  ChangePassword,
  Me,
  SessionList,
  SignedIn,
  SignIn,
  SignOut,
  signedInCookie,
} from '@palermo/shared/accounts/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { deviceOf } from '../device.ts'
import { type AppOptions, neutralPageOf } from '../options.ts'
import type { OpenedSession } from '../sign-in/questions.ts'
import { deviceKeyOf } from './device-key.ts'
import { linkRoutes } from './link-routes.ts'
import { networkOf } from './network.ts'

const tokenLife = 600_000
/**
 * Seconds for which a session stays valid after a sign-out, so that input is accepted that the closing page sent
 * together with the sign-out.
 */
const savingTakes = 60
/**
 * Limit of requests from one address. The limit is high because a whole office may share one address; failed attempts
 * are also counted by account and by network.
 */
const tried = { max: 60, timeWindow: '1 minute' }
const isSecret = (text: string) => /^[\w-]{43}$/.test(text)

export const accountRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, options) => {
  const { db, signIn, secure, jwtSecret } = options
  const usualNeutralPage = neutralPageOf(options)
  await app.register(linkRoutes, options)
  // Registered here, because only these routes read cookies.
  await app.register(cookie)
  const name = secure ? '__Host-palermo-refresh' : 'palermo-refresh'
  const keep = (reply: FastifyReply, { secret, refresh, endsAt }: OpenedSession) => {
    const options = { secure, sameSite: 'strict', path: '/', expires: new Date(endsAt) } as const
    return reply
      .setCookie(name, `${secret}.${refresh}`, {
        ...options,
        httpOnly: true,
      })
      .setCookie(signedInCookie, '1', options)
  }
  const answer = async (request: FastifyRequest, reply: FastifyReply, opened: OpenedSession): Promise<SignedIn> => {
    keep(reply, opened)
    const accessToken = app.jwt.sign({ sid: opened.secret })
    const secret = Buffer.from(opened.secret, 'base64url')
    const actor = await readMe(db, { secret, audit: 'account.signed-in', request: request.id }, usualNeutralPage)
    const deviceKey = deviceKeyOf(jwtSecret, secret)
    return { accessToken, expiresAt: new Date(Date.now() + tokenLife).toISOString(), actor, deviceKey }
  }

  app.post(
    '/sign-in',
    {
      schema: { body: SignIn, response: { 200: SignedIn } },
      config: { audit: false, reason: 'logged by the sign-in itself', rateLimit: tried },
    },
    async (request, reply) => {
      const { email, password } = request.body
      const device = deviceOf(request.headers['user-agent'])
      const opened = await signIn.signIn({ email, password, device, network: networkOf(request.ip) })
      return answer(request, reply, opened)
    },
  )
  app.post(
    '/sign-in/refresh',
    {
      schema: { response: { 200: SignedIn } },
      config: {
        audit: false,
        reason: 'the cookie is the proof, checked by the database',
        // The limit is high, because each page calls this route once when it opens, and a whole office may share one
        // address.
        rateLimit: { max: 600, timeWindow: '1 minute' },
      },
    },
    async (request, reply) => {
      const [secret = '', refresh = ''] = (request.cookies[name] ?? '').split('.')
      if (!isSecret(secret) || !isSecret(refresh)) throw new Problem('not-signed-in')
      return answer(request, reply, await signIn.refresh({ secret, refresh }))
    },
  )
  app.post(
    '/sign-out',
    { schema: { querystring: SignOut, response: { 204: z.null() } }, config: { audit: 'account.signed-out' } },
    async (request, reply) => {
      await endThisSession(db, request.who(), request.query.after === 'saving' ? savingTakes : 0)
      return reply
        .clearCookie(name, { path: '/', secure })
        .clearCookie(signedInCookie, { path: '/', secure })
        .header('clear-site-data', '"cache", "storage"')
        .code(204)
        .send(null)
    },
  )
  app.get('/me', { schema: { response: { 200: Me } }, config: { audit: 'account.viewed' } }, (request) =>
    readMe(db, request.who(), usualNeutralPage),
  )
  app.get(
    '/sessions',
    { schema: { response: { 200: SessionList } }, config: { audit: 'sessions.listed' } },
    (request) => listSessions(db, request.who()),
  )
  app.post(
    '/sessions/end-others',
    { schema: { response: { 204: z.null() } }, config: { audit: 'sessions.others-ended' } },
    async (request, reply) => {
      await endOtherSessions(db, request.who())
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/sessions/:id',
    { schema: { params: z.object({ id: z.uuid() }), response: { 204: z.null() } }, config: { audit: 'session.ended' } },
    async (request, reply) => {
      await endSession(db, request.who({ kind: 'session', id: request.params.id }), request.params.id)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/password',
    {
      schema: { body: ChangePassword, response: { 204: z.null() } },
      // The event in the access log is named after the attempt, because the command itself logs a successful change of
      // the password.
      config: { audit: 'account.password-tried', rateLimit: tried },
    },
    async (request, reply) => {
      const who = request.who()
      await readMe(db, who, usualNeutralPage)
      const secret = Buffer.from(who.secret).toString('base64url')
      const { changed } = await signIn.changePassword({ ...request.body, secret, network: networkOf(request.ip) })
      if (!changed) {
        throw new Problem('invalid', undefined, { errors: [{ pointer: '/current', detail: 'is not your password' }] })
      }
      return reply.code(204).send(null)
    },
  )
}
