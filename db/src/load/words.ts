import { type Keyring, seal } from '../seal.ts'
import { caseOf, caseworkerOf, nth, receiverOf, type Size, senderOf } from './numbering.ts'
import type { Range, Setting } from './rows.ts'

/**
 * The number of rows that one statement inserts. COPY is not used, because postgres.js does not report when the
 * database refuses copied rows.
 */
const rowsAtOnce = 5_000

/**
 * Inserts a question about each referral. The text is sealed by this process like a real text, because the database has
 * no keys.
 */
export const insertWords = async ({ tx, size }: Setting, ring: Keyring, range: Range): Promise<void> => {
  for (let from = range.from; from <= range.to; from += rowsAtOnce) {
    const rows = rowsOf(ring, size, { from, to: Math.min(range.to, from + rowsAtOnce - 1) })
    const column = (at: number) => rows.map((row) => row[at] ?? '')
    await tx`
      insert into app.texts_c1 (id, case_id, owner_agency_id, author_id, subject_kind, subject_id, field, between_parties, audience, sealed)
      select id, case_id, agency_id, author_id, 'referral', referral_id, 'question', true, authz.audience_behind('C1'), decode(sealed, 'base64')
        from unnest(${column(0)}::uuid[], ${column(1)}::uuid[], ${column(2)}::uuid[], ${column(3)}::uuid[], ${column(4)}::uuid[],
          ${column(5)}::text[]) w(id, case_id, agency_id, author_id, referral_id, sealed)`
  }
}

const rowsOf = (ring: Keyring, size: Size, { from, to }: Range): string[][] =>
  Array.from({ length: to - from + 1 }, (_, i) => {
    const n = from + i
    const id = nth('text', n)
    const place = { table: 'texts_c1', field: 'question', id, compartment: 'C1' } as const
    return [
      id,
      nth('case', caseOf(size, n)),
      nth('agency', receiverOf(size, n)),
      nth('person', caseworkerOf(senderOf(size, n))),
      nth('referral', n),
      seal(ring, place, `Which language does the person speak, number ${n}?`).toString('base64'),
    ]
  })
