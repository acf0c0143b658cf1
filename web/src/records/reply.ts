import { pageOf } from '@palermo/shared/page.ts'
import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import type { Field } from '@palermo/shared/records/fields.ts'
import { z } from 'zod'

/** The fields that every reply about a record has; the fields of the record's type are sent beside these. */
export const RecordReply = z.looseObject({
  id: z.uuid(),
  version: z.int(),
  status: z.string(),
  actions: z.array(z.string()),
  caseId: z.uuid().optional(),
  caseReference: z.string().optional(),
  reference: z.string().optional(),
  /** The due time of the record's running deadline, in replies that contain this time. */
  dueAt: z.iso.datetime().nullish(),
  late: z.boolean().optional(),
})
export type RecordReply = z.infer<typeof RecordReply>
export const RecordPage = pageOf(RecordReply)

const Label = z.object({ name: z.string() })

/**
 * Returns the value of a field; undefined if the reply lacks the field or has null for it. For an agency, the reply may
 * contain an object with the agency's name: `from` in place of `fromAgencyId`.
 */
export const valueIn = (record: RecordReply, name: string, { kind }: Pick<Field, 'kind'>): unknown => {
  const label = kind === 'agency' ? Label.safeParse(record[name.replace(/AgencyId$/, '')]) : undefined
  return label?.data ?? record[name] ?? undefined
}

/**
 * Returns the name of the field with the creation time of a record: that of the type's first status, for example
 * `sentAt`.
 */
export const createdField = ({ statuses: [first] }: Pick<AnyRecordType, 'statuses'>): string => `${first}At`

/** Returns the reference of a record: its own, otherwise that of its case, otherwise a dash. */
export const referenceOf = ({ reference, caseReference }: RecordReply): string => reference ?? caseReference ?? '–'
