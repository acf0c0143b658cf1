import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type {} from '@palermo/server/session.ts'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { v7 } from 'uuid'
import type { z } from 'zod'

export interface Registered {
  method: string
  url: string
  config: { audit?: string | false; reason?: string }
  schema: { params?: z.ZodType; querystring?: z.ZodType; body?: z.ZodType }
}

/**
 * Collects every route that later built apps register, from Fastify's own hook. Call `stop` when the apps are built.
 */
export const watchRoutes = (): { routes: Registered[]; stop(): void } => {
  const routes: Registered[] = []
  const begun = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance }
    fastify.addHook('onRoute', ({ method, url, config, schema }: RouteOptions) => {
      for (const one of [method].flat()) {
        routes.push({
          method: one,
          url,
          config: { ...(config as Registered['config']) },
          schema: { ...(schema as Registered['schema']) },
        })
      }
    })
  }
  subscribe('fastify.initialization', begun)
  return { routes, stop: () => unsubscribe('fastify.initialization', begun) }
}

/** Whether the API itself serves the route; the pages of the API documentation come from a package and hold no data. */
export const ofTheApi = ({ method, url }: Registered) =>
  url.startsWith('/api/') && method !== 'HEAD' && !url.includes('*')

/** A URL of this route. `id` fills all parameters except numbers, which are 1. */
export const addressOf = ({ url }: Pick<Registered, 'url'>, id: string = v7()): string =>
  url.replaceAll(':number', '1').replaceAll(/:\w+/g, id)
