import { z } from 'zod'
import { AgencyLabel } from '../agencies/contract.ts'
import { AgeBand } from '../codes/age-bands.ts'
import { Urgency } from '../codes/urgency.ts'
import { OpenCompartment } from '../compartments.ts'
import { replyOf } from '../records/replies.ts'
import { TaskKind } from '../tasks/contract.ts'
import { handover } from './record.ts'

/** The case data that the offer shows to a receiver who is not on the case yet: only fields in C0. */
export const HandoverShell = z.object({
  status: z.string(),
  urgency: Urgency,
  ageBand: AgeBand,
  childProcedure: z.boolean(),
  openedAt: z.iso.datetime(),
  tasks: z.array(z.object({ id: z.uuid(), kind: TaskKind, dueAt: z.iso.datetime() })),
  referrals: z.int(),
  clocks: z.array(z.object({ key: z.string(), dueAt: z.iso.datetime() })),
  /** The compartments of all parts of the summary, including those that the reader may not read. */
  compartments: z.array(OpenCompartment),
})

export const Handover = replyOf(handover, ['asked', 'legalBasis', 'declineReason', 'answeredAt']).extend({
  from: AgencyLabel,
  /** The name of a member of the reader's own agency; null for other agencies. */
  fromName: z.string().nullable(),
  to: AgencyLabel,
  toName: z.string().nullable(),
  offeredAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  late: z.boolean(),
  /** The data of the case; null for readers outside the case team after the offer was answered. */
  shell: HandoverShell.nullable(),
  /** The parts of the summary that the reader may read. */
  summary: z.array(z.object({ compartment: OpenCompartment, text: z.string() })),
  /** Whether the reader may open the page of the case. */
  caseOpen: z.boolean(),
})
export type Handover = z.infer<typeof Handover>

export const HandoverQuery = z.strictObject({ caseId: z.uuid() })
/** The hand-overs of one case, newest first. */
export const HandoverList = z.object({ items: z.array(Handover) })
export type HandoverList = z.infer<typeof HandoverList>

export const ActOnHandover = handover.Act
export type ActOnHandover = z.infer<typeof ActOnHandover>
