import type { RequestContext } from '@palermo/db/actor.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * Returns the request context for the database, with the session secret from the bearer token; throws if the
     * request has no token. Only the database checks whether the session is valid.
     */
    who(subject?: { kind: string; id: string }): RequestContext
    /** The request context that `who` returned to the handler; null before the handler called `who`. */
    asked: RequestContext | null
  }
  interface FastifyContextConfig {
    /** The name of the request in the access log. Routes without sign-in have `false` and a `reason`. */
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

/**
 * Returns the bearer token of the header. Its scheme is case-insensitive (RFC 6750), and the token must have three
 * base64url parts.
 */
const bearerOf = (header: string | undefined): string =>
  /^bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(header ?? '')?.[1] ?? ''

/** Verifies the bearer token before the handler of every route that names an audit event. */
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
