import { z } from 'zod'
import { firstResponders } from '../actor.ts'
import { ExploitationBasis, ExploitationForm } from '../codes/exploitation-forms.ts'
import { freeText } from '../compartments.ts'
import { Asked, HandOver } from '../handovers/terms.ts'
import { LegalBasis } from '../lawful-grounds.ts'
import { forChild } from '../records/declaration.ts'
import { recordType } from '../records/record-type.ts'
import { by } from '../workflow.ts'
import { caseFields } from './fields.ts'
import { CorrectPerson } from './person.ts'
import { caseParties, deciding, leading, supervising } from './policy.ts'
import { ClosingReason, ReopeningReason } from './reasons.ts'
import { reflectionEndings } from './reflection.ts'
import { stages, tracks } from './tracks.ts'

export const AssignLead = z.strictObject({ personId: z.uuid() })
export const Close = z.strictObject({ reason: ClosingReason, note: freeText(4000).optional() })
export const Reopen = z.strictObject({
  reason: ReopeningReason,
  note: freeText(4000).optional(),
})
export const Review = z.strictObject({ note: freeText(4000).optional() })
/** Her word, or a basis that stands without it. */
export const Share = z.strictObject({ asked: Asked, legalBasis: LegalBasis.optional() })
/** What an action on a case may say besides, in C1. */
export const Noted = z.strictObject({ note: freeText(4000).optional() })
/** A milestone on one of the three tracks. Tracks do not depend on each other, so no order between them is checked. */
export const Advance = z.strictObject({ track: z.enum(tracks), stage: z.enum(stages), on: z.iso.date() })

/** One form of exploitation, as it is known now; what was written before is kept. */
export const RecordExploitation = z.strictObject({ form: ExploitationForm, basis: ExploitationBasis })

/** The agency of the team that joined later, and that earlier entries are opened to. */
export const OpenEarlier = z.strictObject({ agencyId: z.uuid() })

/** The day on which the decision that there are grounds was served, from which the period is counted. */
export const BeginReflection = z.strictObject({ on: z.iso.date() })
export const EndReflection = z.strictObject({ reason: z.enum(reflectionEndings) })
/** Why a decision could not wait for the day before which it is not made. */
export const earlyReasons = ['person-asked', 'best-interests-of-the-child', 'court-order'] as const
/** The formal decision: its outcome is known in C4 alone. */
export const RecordDecision = z.strictObject({
  outcome: z.enum(['positive', 'negative']),
  on: z.iso.date(),
  early: z.enum(earlyReasons).optional(),
})

/** Statuses in which work continues: the person is there, or contact is being sought. */
const running = ['open', 'contact-lost'] as const
/** Who ends a case sees all that still runs in it: its leader in person, or who answers for the team. */
const ending = [...by('leader', leading), ...by('case-lead', supervising)] as const
/** Tasks of one's own agency end with the case, and so do unanswered referrals and hand-overs. Services under way continue. */
const withIt = [
  { noun: 'task', action: 'cancel', from: ['open'] },
  { noun: 'referral', action: 'withdraw', from: ['sent', 'received', 'queried', 'returned'] },
  { noun: 'handover', action: 'withdraw', from: ['offered'] },
] as const
const clocks = [
  'case.review',
  'followup.after-silence',
  'child.guardian',
  'child.best-interests',
  'reflection',
  'decision.not-before',
  'decision.move-on',
] as const

/** One task force's work for one presumed victim. Its own clock is the review, so an open case is never unseen. */
export const caseRecord = recordType('case', {
  plural: 'cases',
  area: 'protection.5',
  track: null,
  dossier: 'case',
  compartment: 'C0',
  fields: caseFields,
  parties: caseParties,
  statuses: ['open', 'contact-lost', 'left', 'closed'],
  final: ['left', 'closed'],
  covered: { open: 'case.review', 'contact-lost': 'followup.after-silence' },
  create: {
    fields: ['urgency', 'ageBand?', 'agencyOnly?'],
    opens: { 'child.guardian': forChild, 'child.best-interests': forChild },
  },
  actions: {
    review: {
      from: ['open'],
      may: by('case-lead', leading),
      input: Review,
      closes: ['case.review'],
      opens: ['case.review'],
    },
    advance: {
      from: running,
      may: by('track-keeper', leading),
      input: Advance,
      notifies: { 'case-lead': 'case.advanced' },
    },
    /** What was done to the person is part of who they are: known, and written, by readers of C1. */
    'record-exploitation': {
      from: running,
      behind: 'C1',
      may: by('member', firstResponders),
      input: RecordExploitation,
    },
    /** What is known of who the person is, corrected or added by readers of C1; what stood there before is kept. */
    'correct-person': {
      from: running,
      behind: 'C1',
      may: by('member', firstResponders),
      input: CorrectPerson,
    },
    /** The two clocks of a child's case stop when what they wait for is done. */
    'appoint-guardian': {
      from: running,
      may: by('case-lead', leading),
      closes: ['child.guardian'],
      notifies: { member: 'case.guardian-appointed' },
    },
    'assess-best-interests': {
      from: running,
      may: by('case-lead', leading),
      closes: ['child.best-interests'],
    },
    /** A period in which the person recovers and decides freely, and is not removed. Nothing has to be given for it. */
    'begin-reflection': {
      from: running,
      unless: 'reflection',
      may: by('case-lead', leading),
      input: BeginReflection,
      closes: ['decision.not-before'],
      opens: ['reflection', 'decision.not-before'],
      notifies: { member: 'case.reflection-begun' },
    },
    'end-reflection': {
      from: running,
      while: 'reflection',
      may: ending,
      input: EndReflection,
      closes: ['reflection'],
      notifies: { member: 'case.reflection-ended' },
    },
    'record-decision': {
      from: running,
      waits: 'decision.not-before',
      may: by('decision-body', deciding),
      input: RecordDecision,
      closes: ['decision.not-before', 'decision.move-on'],
      opens: ['decision.move-on'],
    },
    'assign-lead': {
      from: running,
      may: by('case-lead', supervising),
      input: AssignLead,
      notifies: { 'case-lead': 'case.lead-assigned' },
    },
    /** The responsible person left the agency: its supervisors name the next one. */
    'hand-back': { from: running, may: by('clock', []) },
    /** Offers the case to another person or agency, with a summary; the case lead stays responsible until it is accepted. */
    'hand-over': { from: running, may: ending, input: HandOver },
    /** What was written before an agency joined is opened to it: all of it by the lead, its own by each other agency. */
    'open-earlier': {
      from: running,
      may: [...by('case-lead', leading), ...by('member', leading)],
      input: OpenEarlier,
    },
    /** The person chooses that others may know of the case: from now on it is one of the task force. */
    share: { from: running, only: 'agency-only', may: ending, input: Share },
    /** What the acceptance of that offer does. */
    'take-over': { from: running, may: by('clock', []), notifies: { member: 'case.taken-over' } },
    /** The person cannot be reached. The search continues by safe ways; for a child it starts at once. */
    'lose-contact': {
      from: ['open'],
      to: 'contact-lost',
      may: by('case-lead', leading),
      input: Noted,
      closes: ['case.review'],
      opens: ['followup.after-silence'],
      notifies: { member: 'case.contact-lost' },
    },
    /** One more try, in vain: the next has its own due time. */
    'try-again': {
      from: ['contact-lost'],
      may: by('case-lead', leading),
      input: Noted,
      closes: ['followup.after-silence'],
      opens: ['followup.after-silence'],
    },
    /** Every team member who reaches the person ends the search. */
    'find-again': {
      from: ['contact-lost'],
      to: 'open',
      may: [...by('case-lead', leading), ...by('member', leading)],
      input: Noted,
      closes: ['followup.after-silence'],
      opens: ['case.review'],
      notifies: { member: 'case.found-again' },
    },
    /** An adult may leave. It is no failure and no missing person, and the door stays open. */
    'record-leaving': {
      from: running,
      to: 'left',
      only: 'adult',
      may: ending,
      input: Noted,
      closes: clocks,
      ends: withIt,
      notifies: { member: 'case.left' },
    },
    close: {
      from: running,
      to: 'closed',
      may: ending,
      input: Close,
      closes: clocks,
      ends: withIt,
      notifies: { member: 'case.closed' },
    },
    reopen: {
      from: ['closed', 'left'],
      to: 'open',
      may: ending,
      input: Reopen,
      opens: ['case.review'],
      resumes: ['child.guardian', 'child.best-interests'],
      notifies: { member: 'case.reopened' },
    },
  },
  notices: {
    'case.advanced': 'progress',
    'case.guardian-appointed': 'progress',
    'case.reflection-begun': 'changes',
    'case.reflection-ended': 'changes',
    'case.lead-assigned': 'work',
    'case.taken-over': 'changes',
    'case.contact-lost': 'changes',
    'case.found-again': 'changes',
    'case.left': 'changes',
    'case.closed': 'changes',
    'case.reopened': 'changes',
    'case.access-ending': 'changes',
    'case.access-ended': 'changes',
  },
  otherNotices: { 'access-ending': 'case.access-ending', 'access-ended': 'case.access-ended' },
  list: { sort: 'openedAt', columns: ['reference', 'urgency', 'ageBand', 'status'], filters: ['status', 'urgency'] },
  /** A referral that was accepted as its lead gave it away. */
  alongside: { 'lead-moved': ['open', 'contact-lost', 'left', 'closed'] },
  page: '/cases/$id',
  live: true,
  example: { reference: 'TFP-2345-6789', urgency: 'soon', ageBand: '21-29', childProcedure: false, agencyOnly: false },
})
export const caseWorkflow = caseRecord.workflow
export type CaseAction = (typeof caseWorkflow.actionNames)[number]
export type CaseStatus = (typeof caseWorkflow.statuses)[number]

/** Statuses in which something may still be begun in a case. */
export const runningCases: readonly CaseStatus[] = running
