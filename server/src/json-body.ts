import { Problem } from '@palermo/shared/problem.ts'
import plugin from 'fastify-plugin'

/** JSON is the one sort of body there is; bytes that are no UTF-8 are refused, where the default would quietly change words. */
export const jsonBody = plugin(async (app) => {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = readable(body)
    if (text === undefined) return done(new Problem('bad-request', 'The body is not UTF-8.'))
    return parse(request, text, done)
  })
})

const readable = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
