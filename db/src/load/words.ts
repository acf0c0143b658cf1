import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Keyring, seal } from '../seal.ts'
import { caseOf, caseworkerOf, nth, receiverOf, type Size, senderOf } from './numbering.ts'
import type { Range, Setting } from './rows.ts'

/** A question about each referral, sealed as the product seals it: the one thing that the database cannot make itself. */
export const copyWords = async ({ tx, size }: Setting, ring: Keyring, range: Range): Promise<void> => {
  const into =
    await tx`copy app.texts_c1 (id, case_id, owner_agency_id, author_id, subject_kind, subject_id, field, between_parties, sealed) from stdin`.writable()
  await pipeline(Readable.from(lines(ring, size, range)), into)
}

function* lines(ring: Keyring, size: Size, { from, to }: Range) {
  for (let n = from; n <= to; n++) {
    const id = nth('text', n)
    const place = { table: 'texts_c1', field: 'question', id, compartment: 'C1' } as const
    const sealed = seal(ring, place, `Which language does the person speak, number ${n}?`).toString('hex')
    const cells = [
      id,
      nth('case', caseOf(size, n)),
      nth('agency', receiverOf(size, n)),
      nth('person', caseworkerOf(senderOf(size, n))),
      'referral',
      nth('referral', n),
      'question',
      't',
      `\\\\x${sealed}`,
    ]
    yield `${cells.join('\t')}\n`
  }
}
