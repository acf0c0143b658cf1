import type { Actor } from '@palermo/shared/actor.ts'
import { type OpenCompartment, openCompartments, type SealedText } from '@palermo/shared/compartments.ts'
import { v7 } from 'uuid'
import { z } from 'zod'
import { send, type Tx } from './actor.ts'
import { instant, oneOf, text as plainText, rowsOf } from './readers.ts'
import { type Keyring, open, seal } from './seal.ts'
import type { SlotSql } from './slots.ts'

/** A text that is to be encrypted for a compartment. */
export interface NewText {
  caseId: string | null
  compartment: OpenCompartment
  subjectKind: string
  subjectId: string
  field: string
  text: string
  /** Whether both sender and receiver of a referral may read the text. */
  betweenParties?: boolean
}

export const tableOf = (compartment: OpenCompartment) => `texts_${compartment.toLowerCase()}`

/** Seals texts and stores each in its compartment. Row security decides whether the author may write there. */
export const writeTexts = async (tx: Tx, ring: Keyring, actor: Actor, texts: readonly NewText[]): Promise<void> => {
  await Promise.all(
    texts.map(({ caseId, compartment, subjectKind, subjectId, field, text, betweenParties = false }) => {
      const id = v7()
      const table = tableOf(compartment)
      return send(
        tx.sql`insert into app.${tx.sql(table)} (id, case_id, owner_agency_id, author_id, subject_kind, subject_id, field, between_parties, sealed)
        values (${id}, ${caseId}, ${actor.agencyId}, ${actor.personId}, ${subjectKind}, ${subjectId}, ${field}, ${betweenParties},
          ${seal(ring, { table, field, id, compartment }, text)})`,
      )
    }),
  )
}

export const SealedRow = z.object({
  id: z.string(),
  compartment: z.enum(openCompartments),
  field: z.string(),
  /** The sealed text in base64. */
  sealed: z.string(),
  ownerAgencyId: z.string(),
  at: z.string(),
})
export type SealedRow = z.infer<typeof SealedRow>

export const sealedColumns = {
  id: plainText,
  compartment: oneOf(openCompartments),
  field: plainText,
  sealed: plainText,
  ownerAgencyId: plainText,
  at: instant,
}
export const sealedRows = rowsOf(sealedColumns)

/** Returns the sealed texts of a record that the reader may read. */
export const textsOf = (sql: SlotSql, subjectId: string) =>
  sealedRows(sql`
    select id, compartment, field, encode(sealed, 'base64') as sealed, owner_agency_id as "ownerAgencyId", at
      from app.sealed_texts where subject_id = ${subjectId}`)

/** Decrypts the texts that row security returned. */
export const openText = (ring: Keyring, row: SealedRow): SealedText => {
  const { id, compartment, field, sealed, ownerAgencyId, at } = row
  const text = open(ring, { table: tableOf(compartment), field, id, compartment }, Buffer.from(sealed, 'base64'))
  return { id, compartment, field, text, ownerAgencyId, at }
}
