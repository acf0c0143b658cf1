import type { RequestContext } from '@palermo/db/actor.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyRequest {
    /** The session secret from the bearer token; throws if there is none. The database checks its validity. */
    who(subject?: { kind: string; id: string }): RequestContext
    /** The request context with which the handler called the database; null before. */
    asked: RequestContext | null
  }
  interface FastifyContextConfig {
    /** The event in the access log; `false` with its reason for routes without sign-in. */
    audit?: string | false
    reason?: string
  }
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: { sid: string }
    user: { sid: string }
  }
}

/** RFC 6750: the case of the scheme does not matter; the token must have three base64url parts. */
const bearerOf = (header: string | undefined): string =>
  /^bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(header ?? '')?.[1] ?? ''

/** Verifies the token before a handler runs, wherever a route names an audit event. */
export const session = plugin(async (app) => {
  app.decorateRequest('asked', null)
  app.decorateRequest('who', function (this: FastifyRequest, subject?: { kind: string; id: string }): RequestContext {
    const { audit } = this.routeOptions.config
    if (!audit || typeof this.user?.sid !== 'string') throw new Problem('not-signed-in')
    this.asked = {
      secret: Buffer.from(this.user.sid, 'base64url'),
      audit,
      request: this.id,
      ...(subject ? { subjectKind: subject.kind, subjectId: subject.id } : {}),
    }
    return this.asked
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    if (!request.routeOptions.config.audit) return done()
    try {
      request.user = app.jwt.verify<{ sid: string }>(bearerOf(request.headers.authorization))
    } catch {
      return done(new Problem('not-signed-in'))
    }
    done()
  })
})
