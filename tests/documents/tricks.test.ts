import { inspect } from '@palermo/server/documents/inspect.ts'
import { Refused } from '@palermo/server/documents/verdict.ts'
import { expect, test } from 'vitest'
import { officeFaults, wordsOf } from './office-check.ts'
import { officeTricks } from './office-tricks.ts'
import { pdfFaults } from './pdf-check.ts'
import { pdfTricks } from './pdf-tricks.ts'
import type { Trick } from './tricks.ts'

/** Inspects a file and returns its cleaned bytes, or the reason for its refusal. Any other error fails the test. */
const inspected = async ({ make, extension }: Trick): Promise<Uint8Array | string> => {
  try {
    const { result } = await inspect(Buffer.from(await make()), extension)
    return result.bytes
  } catch (error) {
    if (error instanceof Refused) return error.why
    throw error
  }
}

const judge = async (tricks: readonly Trick[], faultsOf: (file: Uint8Array, trick: Trick) => Promise<string[]>) => {
  const kept: string[] = []
  const found: Record<string, string[]> = {}
  for (const trick of tricks) {
    const result = await inspected(trick)
    if (typeof result === 'string') continue
    kept.push(trick.name)
    const faults = await faultsOf(result, trick)
    if (faults.length > 0) found[trick.name] = faults
  }
  return { kept: kept.length, found }
}

test('there are at least 300 hostile files, each another one', () => {
  const names = [...officeTricks, ...pdfTricks].map(({ name, extension }) => `${extension} ${name}`)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(300)
})

test('no Office document keeps its trick, and what a reader saw of it stays', async () => {
  const { kept, found } = await judge(officeTricks, async (file, { stays }) => [
    ...officeFaults(file),
    ...(stays && !wordsOf(file).includes(stays) ? [`lost ${stays}`] : []),
  ])
  expect(found).toEqual({})
  // Control: most of the documents were cleaned, not refused.
  expect(kept).toBeGreaterThan(officeTricks.length / 2)
})

test('no PDF keeps its trick, and each that is kept has its page', async () => {
  const { kept, found } = await judge(pdfTricks, (file) => pdfFaults(file))
  expect(found).toEqual({})
  expect(kept).toBeGreaterThan(pdfTricks.length / 2)
})

test('the same judges find the trick in what was sent', async () => {
  const seen = async (tricks: readonly Trick[], faultsOf: (file: Uint8Array) => string[] | Promise<string[]>) => {
    let found = 0
    for (const { make } of tricks) {
      const file = Buffer.from(await make())
      // A file that the checker cannot read counts as found, as it proves nothing.
      const faults = await Promise.resolve()
        .then(() => faultsOf(file))
        .catch(() => ['unreadable'])
      if (faults.length > 0) found += 1
    }
    return found
  }
  expect(await seen(officeTricks, officeFaults)).toBe(officeTricks.length)
  const some = pdfTricks.filter((_, at) => at % 6 === 0)
  expect(await seen(some, pdfFaults)).toBe(some.length)
})
