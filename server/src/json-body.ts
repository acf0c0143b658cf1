import { Problem } from '@palermo/shared/problem.ts'
import plugin from 'fastify-plugin'
import { repeatedKeys } from './repeated-keys.ts'

/** JSON is the one sort of body there is; bytes that are no UTF-8 are refused, where the default would quietly change words. */
export const jsonBody = plugin(async (app) => {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = readable(body)
    if (text === undefined) return done(new Problem('bad-request', 'The body is not UTF-8.'))
    return parse(request, text, (error, value) => (error ? done(error) : done(twice(text), value)))
  })
})

const twice = (text: string): Problem | null => {
  const errors = repeatedKeys(text).map((pointer) => ({ pointer, detail: 'stands here twice' }))
  return errors.length === 0 ? null : new Problem('bad-request', 'The body names something twice.', { errors })
}

const readable = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
