import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { openInspectors } from '@palermo/server/documents/inspection.ts'
import { describe, expect, inject, test } from 'vitest'
import { body, docx, largePhoto, relations } from './samples.ts'

const looked = async (inspectors: ReturnType<typeof openInspectors>, extension: string, bytes: Buffer) => {
  const { verdict } = await inspectors.inspect(Readable.from([bytes]), extension, (output) => buffer(output))
  return verdict
}

/** Text of repeated unfinished elements, on which a regular expression could retry from each beginning. */
const beginnings: Readonly<Record<string, (many: string) => Record<string, string>>> = {
  'relations that do not end': (many) => ({ 'word/_rels/document.xml.rels': relations(many) }),
  'fields that do not end': (many) => ({ 'word/document.xml': body(many) }),
}
const repeated = ['<Relationship a="', '<w:instrText ', "<w:fldSimple w:instr='", ' w:rsidR="', '<!--', '&#x41']

describe('what a pattern would try over and over is read once', () => {
  // The limit counts processor time, so load does not matter.
  // Quadratic matching took a minute for 2 kB; this test sends 2 MB.
  const inspectors = openInspectors(inject('inspector'), { processorSeconds: 8 })
  test.each(Object.entries(beginnings))('%s', async (_, parts) => {
    for (const piece of repeated) {
      const many = piece.repeat(Math.ceil(2_000_000 / piece.length))
      const verdict = await looked(inspectors, 'docx', await docx(parts(many)))
      expect([piece, verdict.kept ? 'kept' : verdict.why]).not.toEqual([piece, 'took-too-long'])
    }
  })

  test('a value and a text of two megabytes', async () => {
    for (const piece of [' \\* "', ',$A$1'])
      for (const inside of [
        `<w:instrText>${piece.repeat(600_000)}</w:instrText>`,
        `</w:r><w:fldSimple w:instr='${piece.replaceAll("'", '&apos;').repeat(300_000)}'><w:r/></w:fldSimple><w:r>`,
      ]) {
        const verdict = await looked(inspectors, 'docx', await docx({ 'word/document.xml': body(inside) }))
        expect([piece, verdict.kept]).toEqual([piece, true])
      }
  })
})

test('a file that takes longer than it may is ended and refused, and the next one is looked at', async () => {
  const inspectors = openInspectors(inject('inspector'), { processorSeconds: 1 })
  const long = await largePhoto(24_000_000)
  expect(await looked(inspectors, 'png', long)).toEqual({ kept: false, why: 'took-too-long' })
  expect(await looked(inspectors, 'txt', Buffer.from('words'))).toMatchObject({ kept: true })
})

test('a file that takes more memory than it may is refused', async () => {
  const nested = (depth: number) => `${'<w:p>'.repeat(depth)}${'</w:p>'.repeat(depth)}`
  const inspectors = openInspectors(inject('inspector'))
  const deep = await docx({ 'word/document.xml': body(nested(300_000)) })
  expect(await looked(inspectors, 'docx', deep)).toEqual({ kept: false, why: 'too-much-inside' })
  const narrow = openInspectors(inject('inspector'), { memoryMiB: 320 })
  const wide = await docx({ 'word/document.xml': body(`<w:t>${'x'.repeat(120_000_000)}</w:t>`) })
  expect(await looked(narrow, 'docx', wide)).toMatchObject({ kept: false })
  expect(await looked(narrow, 'docx', await docx())).toMatchObject({ kept: true })
})
