import { pageOf } from '@palermo/shared/page.ts'
import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import type { Field } from '@palermo/shared/records/fields.ts'
import { z } from 'zod'

/** What every reply about a record has; the fields of its type stand beside it. */
export const RecordReply = z.looseObject({
  id: z.uuid(),
  version: z.int(),
  status: z.string(),
  actions: z.array(z.string()),
  caseId: z.uuid().optional(),
  caseReference: z.string().optional(),
  reference: z.string().optional(),
  /** The due time of the deadline that runs, in replies that state it. */
  dueAt: z.iso.datetime().nullish(),
  late: z.boolean().optional(),
})
export type RecordReply = z.infer<typeof RecordReply>
export const RecordPage = pageOf(RecordReply)

const Label = z.object({ name: z.string() })

/**
 * The value of a field; undefined if the reply does not have it or it is null. A reply may send an agency by name:
 * `from` in place of `fromAgencyId`.
 */
export const valueIn = (record: RecordReply, name: string, { kind }: Pick<Field, 'kind'>): unknown => {
  const label = kind === 'agency' ? Label.safeParse(record[name.replace(/AgencyId$/, '')]) : undefined
  return label?.data ?? record[name] ?? undefined
}

/** The field in which replies state when a record was created: `sentAt` if its first status is `sent`. */
export const createdField = ({ statuses: [first] }: Pick<AnyRecordType, 'statuses'>): string => `${first}At`

/** The reference by which people call the record: its own, or that of its case. */
export const referenceOf = ({ reference, caseReference }: RecordReply): string => reference ?? caseReference ?? '–'
