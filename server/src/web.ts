import { existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import plugin from 'fastify-plugin'

/** Matches paths that are never pages of the web app: the API, files, metrics and documentation. */
const noPage = /^\/(api|assets|docs|metrics)([/?]|$)/

const year = 31_536_000_000

/**
 * Serves the built web app. Files have a hash in their name and are cached for a year; the page itself is always
 * revalidated.
 */
export const web = plugin<{ folder: string }>(async (app, { folder }) => {
  if (!existsSync(folder)) return
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders(reply, path) {
      reply.header(
        'cache-control',
        path.includes('/assets/') ? `public, max-age=${year / 1000}, immutable` : 'no-cache',
      )
    },
  })
  const page = { audit: false, reason: 'the page holds no data; what it asks for is logged' } as const
  // Every other path is a page of the web app, which decides in the browser what to show. A missing file, such as a
  // file of an older build, gives 404.
  app.get('/*', { config: page, schema: { hide: true } }, (request, reply) =>
    noPage.test(request.url) ? reply.callNotFound() : reply.header('cache-control', 'no-cache').sendFile('index.html'),
  )
})
