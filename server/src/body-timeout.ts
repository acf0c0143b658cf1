import plugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route receives a file, so that a slow connection gets more time. */
    longUpload?: boolean
  }
}

/** Milliseconds for the longest possible request: 25 MB at 28 kB/s. */
export const longestRequest = 900_000
/** Milliseconds for any other request: its body is small, and a client that sends it slowly blocks a connection. */
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
