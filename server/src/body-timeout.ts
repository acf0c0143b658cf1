import plugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route receives a file, for which a slow connection needs more time. */
    longUpload?: boolean
  }
}

/** Milliseconds allowed for the longest request: 25 MB at 28 kB/s. */
export const longestRequest = 900_000
/**
 * Milliseconds allowed for the body of any other request. Such a body is small, and a client that sends it slowly
 * blocks a connection.
 */
const bodyTimeoutMs = 30_000

/** Closes the connection of a client that does not finish its request body in time. */
export const bodyTimeout = plugin(async (app) => {
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    if (routeOptions.config.longUpload || raw.complete) return
    const timer = setTimeout(() => {
      if (!raw.complete) raw.destroy()
    }, bodyTimeoutMs).unref()
    raw.once('end', () => clearTimeout(timer))
    raw.once('close', () => clearTimeout(timer))
  })
})
