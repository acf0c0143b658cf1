import { Problem } from '@palermo/shared/problem.ts'
import plugin from 'fastify-plugin'
import { structureLimits, structureOf } from './json-structure.ts'

/**
 * Reads JSON, the only body type that routes accept by default. A body with invalid UTF-8 is refused, because the
 * default parser would change the text; a body with more structure than any form needs is refused before it is
 * traversed.
 */
export const jsonBody = plugin(async (app) => {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = decodeUtf8(body)
    if (text === undefined) return done(new Problem('bad-request', 'The body is not UTF-8.'))
    return parse(request, text, (error, value) => (error ? done(error) : done(structureFault(text), value)))
  })
})

const structureFault = (text: string): Problem | null => {
  const { repeated, tooDeep, tooMany } = structureOf(text)
  if (tooDeep) return new Problem('bad-request', `The body nests deeper than ${structureLimits.depth} levels.`)
  if (tooMany) return new Problem('too-large', `The body has more than ${structureLimits.parts} names and list items.`)
  if (repeated.length === 0) return null
  const errors = repeated.map((pointer) => ({ pointer, detail: 'stands here twice' }))
  return new Problem('bad-request', 'The body names something twice.', { errors })
}

const decodeUtf8 = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
