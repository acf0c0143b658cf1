import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { openInspectors } from '@palermo/server/documents/inspection.ts'
import { extensionOf, fileFacts } from '@palermo/shared/documents/files.ts'
import { fileTypeFromBuffer } from 'file-type'
import { describe, expect, inject, test } from 'vitest'
import { honest, hostile } from './corpus.ts'
import { type Sent, secret } from './samples.ts'

const inspectors = openInspectors(inject('inspector'))
const look = async ({ name, bytes }: Sent) => {
  const { verdict, kept } = await inspectors.inspect(Readable.from([bytes]), extensionOf(name), (output) =>
    buffer(output),
  )
  return { verdict, kept }
}

describe('what lies, breaks or acts is refused, and nothing of it comes out', () => {
  test.each(Object.entries(hostile))('%s', async (_what, [make, why]) => {
    const { verdict, kept } = await look(await make())
    expect(verdict).toEqual({ kept: false, why })
    expect(kept.length).toBe(0)
  })
})

describe('what honest people send is kept, without who made it, where and with what', () => {
  test.each(Object.entries(honest))('%s', async (_what, [make, type]) => {
    const sent = await make()
    const { verdict, kept } = await look(sent)
    expect(verdict).toMatchObject({ kept: true, type })
    if (!verdict.kept) return
    const whole = kept.subarray(verdict.previewSize)
    for (const coding of ['latin1', 'utf16le'] as const) expect(whole.toString(coding)).not.toContain(secret)
    if (type !== 'text') expect((await fileTypeFromBuffer(whole))?.mime).toBe(fileFacts[type].media)
    expect(whole.subarray(0, 4)).toEqual(type === 'text' ? sent.bytes.subarray(0, 4) : whole.subarray(0, 4))
  })
})
