import plugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Takes a file, and so gives a slow telephone the time that one needs. */
    longUpload?: boolean
  }
}

/** Milliseconds for the longest request there may be: 25 MB at 28 kB/s. */
export const longestRequest = 900_000
/** And for any other: its body is small, and who sends it drop by drop keeps a connection from others. */
const bodyTimeoutMs = 30_000

/** Ends the connection of whoever does not come to an end with a body. */
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
