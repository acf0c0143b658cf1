import { Problem } from '@palermo/shared/problem.ts'
import type { FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import router, { type HTTPMethod } from 'find-my-way'

declare module 'fastify' {
  interface FastifyInstance {
    /** Returns the methods of the requested path for the `Allow` header; an empty text if the path is unknown. */
    allowedAt(request: FastifyRequest): string
  }
}

/**
 * Answers 405 with `Allow` (RFC 9110 §15.5.6) if the path exists but not for this method, before the request is read
 * and for every caller. The answer reveals no more than the OpenAPI document, because routes that are hidden there
 * answer 404. Must be registered before every route.
 */
export const otherMethods = plugin(async (app) => {
  const known = router({ maxParamLength: 16_384 })
  app.addHook('onRoute', ({ method, url, routePath, schema }) => {
    if (url.includes('*') || schema?.hide) return
    // Fastify serves the root of a prefix both with and without a trailing slash.
    const root = url.replace(/\/$/, '')
    const paths = routePath === '/' || routePath === '' ? [root, `${root}/`] : [url]
    for (const one of [method].flat() as HTTPMethod[])
      for (const path of paths) if (!known.hasRoute(one, path)) known.on(one, path, nothing)
  })
  app.decorate('allowedAt', ({ url }) => {
    const path = url.split('?')[0] ?? ''
    return app.supportedMethods.filter((method) => known.find(method as HTTPMethod, path) !== null).join(', ')
  })
  // In this hook, the headers of the reply are already set and the body has not been read.
  app.addHook('preParsing', (request, reply, _payload, done) => {
    const allowed = request.is404 ? app.allowedAt(request) : ''
    if (allowed === '') return done()
    reply.header('allow', allowed)
    done(new Problem('method-not-allowed'))
  })
})

const nothing = () => undefined
