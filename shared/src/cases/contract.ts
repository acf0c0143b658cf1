import { z } from 'zod'
import { StaffFunction } from '../actor.ts'
import { AgencyLabel } from '../agencies/contract.ts'
import { AgeBand } from '../codes/age-bands.ts'
import { ExploitationBasis, ExploitationForm } from '../codes/exploitation-forms.ts'
import { Urgency } from '../codes/urgency.ts'
import { Compartment, freeText } from '../compartments.ts'
import { Deadline } from '../deadlines/contract.ts'
import { HandOver } from '../handovers/terms.ts'
import { lightFields } from '../light-reply.ts'
import { Note } from '../notes/contract.ts'
import { ReferralSummary, TimelineEvent } from '../referrals/contract.ts'
import { Task } from '../tasks/contract.ts'
import { LooseEnds } from './endings.ts'
import { CorrectionReason, CorrectPerson } from './person.ts'
import { EndingReason, ReopeningReason } from './reasons.ts'
import {
  Advance,
  AssignLead,
  BeginReflection,
  Close,
  caseWorkflow,
  EndReflection,
  Noted,
  OpenEarlier,
  RecordDecision,
  RecordExploitation,
  Reopen,
  Review,
  Share,
} from './record.ts'
import { stages, tracks } from './tracks.ts'

export const CaseStatus = z.enum(caseWorkflow.statuses)

/** A case in the list. All fields are in C0. */
export const CaseSummary = z.object({
  id: z.uuid(),
  version: z.int(),
  reference: z.string(),
  status: CaseStatus,
  lead: AgencyLabel,
  leadPersonId: z.uuid().nullable(),
  childProcedure: z.boolean(),
  ageBand: AgeBand,
  urgency: Urgency,
  /** The next step that the reader's agency owes in this case. */
  nextStep: z.string().nullable(),
  nextDetail: z.string().nullable(),
  nextDueAt: z.iso.datetime().nullable(),
  openReferrals: z.int(),
  openedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Whether only the agency itself sees the case; no other agency counts such a case. */
  agencyOnly: z.boolean(),
})
export type CaseSummary = z.infer<typeof CaseSummary>

/** A case in the list. `near`: whether the reader has access to C1 and may record a contact from the list. */
export const CaseListItem = CaseSummary.extend({ near: z.boolean() })
export type CaseListItem = z.infer<typeof CaseListItem>

/** The identity of the person, only for members with access to C1. Each read is logged. */
export const Identity = z.object({
  callName: z.string().nullable(),
  fullName: z.string().nullable(),
  birthYear: z.int().nullable(),
  sex: z.string().nullable(),
  nationality: z.string().nullable(),
  language: z.string().nullable(),
  safeContact: z.string().nullable(),
})
export type Identity = z.infer<typeof Identity>

/**
 * The sealed card of a compartment to which the reader has no access. The card looks the same whether or not the
 * compartment holds anything.
 */
export const Sealed = z.object({ sealed: z.literal(true), compartment: Compartment })
const inCompartment = <T extends z.ZodType>(inside: T) => z.union([Sealed, inside])

/** A form of exploitation, with the basis of the finding. A form that is missing from the list was not asked about. */
export const Exploitation = z.object({
  form: ExploitationForm,
  basis: ExploitationBasis,
  agencyName: z.string().nullable(),
  at: z.iso.datetime(),
})
export type Exploitation = z.infer<typeof Exploitation>

export const TeamMember = z.object({
  agency: AgencyLabel,
  /**
   * The staff member, if of the reader's own agency; null for members of other agencies, who are shown by their role.
   */
  personId: z.uuid().nullable(),
  personName: z.string().nullable(),
  function: StaffFunction.nullable(),
  compartments: z.array(Compartment),
  fromAt: z.iso.datetime(),
  untilAt: z.iso.datetime().nullable(),
})
export type TeamMember = z.infer<typeof TeamMember>

export const Milestone = z.object({ stage: z.enum(stages), reachedOn: z.iso.date(), agencyName: z.string().nullable() })
/** One of the three tracks of a case: protection, justice or immigration. */
export const Lane = z.object({
  track: z.enum(tracks),
  milestones: inCompartment(z.array(Milestone)),
  /** Whether the reader may record a milestone on this track. */
  mayAdvance: z.boolean(),
})
export type Lane = z.infer<typeof Lane>

export const Case = CaseSummary.extend({
  profile: z.string(),
  /**
   * The end of the running period in which the person is not removed from the country. It is shown to the whole team
   * except sectors that may only ask whether such a period runs.
   */
  removalSuspendedUntil: z.iso.datetime().nullable(),
  closingReason: EndingReason.nullable(),
  /** The reason of the last reopening of the case. */
  reopeningReason: ReopeningReason.nullable(),
  identity: inCompartment(Identity),
  exploitation: inCompartment(z.array(Exploitation)),
  lanes: z.array(Lane),
  team: z.array(TeamMember),
  referrals: z.array(ReferralSummary),
  notes: z.array(Note),
  /** The compartments in which this reader may write a note. */
  noteCompartments: z.array(Compartment),
  /** The reader's access to entries that were written before the reader's agency joined the case. */
  earlier: z.object({
    /** The agencies to which the reader's agency has opened earlier entries. */
    opened: z.array(z.uuid()),
    /**
     * When the reader's agency joined the case. The agency sees older entries of other agencies only if these were
     * opened to it.
     */
    since: z.iso.datetime().nullable(),
    openedToUs: z.boolean(),
  }),
  tasks: z.array(Task),
  deadlines: z.array(Deadline),
  /** The running deadlines of the case's referrals, by agency. */
  steps: z.array(Deadline),
  /** The open records of the case, which the page lists before the case is closed. */
  looseEnds: LooseEnds,
  actions: z.array(z.enum(caseWorkflow.actionNames)),
  /** Whether the reader may assign a colleague to the case. */
  mayAssign: z.boolean(),
})
export type Case = z.infer<typeof Case>

/** The reply to an action: four fields, or all fields if the request prefers the whole record. */
export const CaseReply = Case.partial().required(lightFields)
export type CaseReply = z.infer<typeof CaseReply>
export type LightCase = Pick<Case, keyof typeof lightFields>

/**
 * The orders of the list. `changed`: last changed first. `due`: next step due from the reader's agency first. `opened`:
 * longest open first.
 */
export const caseSorts = ['changed', 'due', 'opened'] as const

export const CaseQuery = z.strictObject({
  sort: z.enum(caseSorts).default('changed'),
  status: CaseStatus.optional(),
  mine: z.stringbool().optional(),
  /** Whether to list open cases (true) or ended cases (false); without it all cases. */
  open: z.stringbool().optional(),
  child: z.stringbool().optional(),
  /** Part of a case reference, never a name. */
  q: z.string().max(20).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type CaseQuery = z.infer<typeof CaseQuery>

/** The earlier values of the fields that one correction changed, for readers of C1. */
export const PersonChange = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  because: CorrectionReason,
  before: Identity.partial(),
  agencyName: z.string().nullable(),
  /** The name of a member of the reader's own agency; null for other agencies. */
  personName: z.string().nullable(),
  mine: z.boolean(),
})
export type PersonChange = z.infer<typeof PersonChange>
export const PersonChanges = z.object({ items: z.array(PersonChange) })

/** A person in the reader's own caseload, with the name. Only for members with access to C1. */
export const Client = CaseSummary.pick({
  reference: true,
  status: true,
  childProcedure: true,
  ageBand: true,
  nextStep: true,
  nextDetail: true,
  nextDueAt: true,
}).extend({ caseId: z.uuid(), callName: z.string().nullable(), fullName: z.string().nullable() })
export type Client = z.infer<typeof Client>

/**
 * The query of the list of clients. The server offers no search by name: the page filters the rows that it has already
 * loaded.
 */
export const ClientQuery = z.strictObject({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type ClientQuery = z.infer<typeof ClientQuery>

export const CaseTimeline = z.object({ items: z.array(TimelineEvent), nextCursor: z.string().nullable() })

const act = z.object({ version: z.int().positive() })
export const ActOnCase = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('review'), ...act.shape, ...Review.shape }),
  z.strictObject({ action: z.literal('advance'), ...act.shape, ...Advance.shape }),
  z.strictObject({ action: z.literal('appoint-guardian'), ...act.shape }),
  z.strictObject({ action: z.literal('assess-best-interests'), ...act.shape }),
  z.strictObject({ action: z.literal('begin-reflection'), ...act.shape, ...BeginReflection.shape }),
  z.strictObject({ action: z.literal('end-reflection'), ...act.shape, ...EndReflection.shape }),
  z.strictObject({ action: z.literal('record-decision'), ...act.shape, ...RecordDecision.shape }),
  z.strictObject({ action: z.literal('record-exploitation'), ...act.shape, ...RecordExploitation.shape }),
  z.strictObject({ action: z.literal('correct-person'), ...act.shape, ...CorrectPerson.shape }),
  z.strictObject({ action: z.literal('assign-lead'), ...act.shape, ...AssignLead.shape }),
  z.strictObject({ action: z.literal('hand-over'), ...act.shape, ...HandOver.shape }),
  z.strictObject({ action: z.literal('open-earlier'), ...act.shape, ...OpenEarlier.shape }),
  z.strictObject({ action: z.literal('share'), ...act.shape, ...Share.shape }),
  z.strictObject({ action: z.literal('lose-contact'), ...act.shape, ...Noted.shape }),
  z.strictObject({ action: z.literal('try-again'), ...act.shape, ...Noted.shape }),
  z.strictObject({ action: z.literal('find-again'), ...act.shape, ...Noted.shape }),
  z.strictObject({ action: z.literal('record-leaving'), ...act.shape, ...Noted.shape }),
  z.strictObject({ action: z.literal('close'), ...act.shape, ...Close.shape }),
  z.strictObject({ action: z.literal('reopen'), ...act.shape, ...Reopen.shape }),
])
export type ActOnCase = z.infer<typeof ActOnCase>

/** A case that an agency opens without asking another agency. The identity of the person is in C1. */
export const NewCase = z.strictObject({
  urgency: Urgency,
  /** Whether the person is under eighteen. `unknown` begins the child procedure, as `yes` does. */
  under18: z.enum(['yes', 'no', 'unknown']),
  ageBand: AgeBand.default('unknown'),
  callName: freeText(200).optional(),
  fullName: freeText(200).optional(),
  safeContact: freeText(500).optional(),
})
export type NewCase = z.infer<typeof NewCase>

/** Adds a colleague to the case, in the compartments that the colleague's role may read. */
export const AssignMember = z.strictObject({ personId: z.uuid() })
