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
/** The person's answer on sharing the case, or a legal basis that does not need consent. */
export const Share = z.strictObject({ asked: Asked, legalBasis: LegalBasis.optional() })
/** An optional note to an action on a case, stored in C1. */
export const Noted = z.strictObject({ note: freeText(4000).optional() })
/**
 * A milestone on one of the three tracks. Tracks do not depend on each other, so that no order between them is checked.
 */
export const Advance = z.strictObject({ track: z.enum(tracks), stage: z.enum(stages), on: z.iso.date() })

/** The present finding about one form of exploitation; earlier entries stay stored. */
export const RecordExploitation = z.strictObject({ form: ExploitationForm, basis: ExploitationBasis })

/** The agency that joined the case later and gets access to earlier entries. */
export const OpenEarlier = z.strictObject({ agencyId: z.uuid() })

/** The day on which the decision on reasonable grounds was served, from which the reflection period is counted. */
export const BeginReflection = z.strictObject({ on: z.iso.date() })
export const EndReflection = z.strictObject({ reason: z.enum(reflectionEndings) })
/** The reasons for a formal decision before its earliest day. */
export const earlyReasons = ['person-asked', 'best-interests-of-the-child', 'court-order'] as const
/** The formal decision. Its outcome is read only in C4. */
export const RecordDecision = z.strictObject({
  outcome: z.enum(['positive', 'negative']),
  on: z.iso.date(),
  early: z.enum(earlyReasons).optional(),
})

/** Statuses in which work continues: the agencies are in contact with the person or try to regain contact. */
const running = ['open', 'contact-lost'] as const
/**
 * The parties that may end a case: the person who leads it, or a supervisor in the leading agency. Only these see all
 * open records of a case.
 */
const ending = [...by('leader', leading), ...by('case-lead', supervising)] as const
/**
 * The actions that closing a case takes on its records: it ends tasks of the actor's agency, unanswered referrals and
 * hand-overs. Services that have begun continue.
 */
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

/**
 * A case: the work of the agencies for one presumed victim. The case has a review deadline of its own, so that no open
 * case is forgotten.
 */
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
  byHandAccess: ['all'],
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
    /** Readers of C1 read and record forms of exploitation, because these are part of the person's identity. */
    'record-exploitation': {
      from: running,
      behind: 'C1',
      may: by('member', firstResponders),
      input: RecordExploitation,
    },
    /** Readers of C1 correct or add identity fields; the earlier values are kept. */
    'correct-person': {
      from: running,
      behind: 'C1',
      may: by('member', firstResponders),
      input: CorrectPerson,
    },
    /**
     * This action closes one of the two deadlines of a child's case; the other closes when the best interests are
     * assessed.
     */
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
    /**
     * Begins a period in which the person recovers, decides freely and is not removed from the country. The person need
     * not do anything in return.
     */
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
    /** The person who leads the case is no longer available, and the supervisors of the agency name another person. */
    'hand-back': { from: running, may: by('clock', []) },
    /**
     * Offers the case to another person or agency, with a summary. The present lead stays responsible until the offer
     * is accepted.
     */
    'hand-over': { from: running, may: ending, input: HandOver },
    /** Opens earlier entries to an agency that joined later: the lead opens all entries, any other agency its own. */
    'open-earlier': {
      from: running,
      may: [...by('case-lead', leading), ...by('member', leading)],
      input: OpenEarlier,
    },
    /** The person agrees to share the case, which the agencies of the task force can see from then on. */
    share: { from: running, only: 'agency-only', may: ending, input: Share },
    /** Moves the lead when the receiver accepts the offer of a hand-over. */
    'take-over': { from: running, may: by('clock', []), notifies: { member: 'case.taken-over' } },
    /**
     * Records that the person cannot be reached. The search continues by safe ways of contact; for a child it starts at
     * once.
     */
    'lose-contact': {
      from: ['open'],
      to: 'contact-lost',
      may: by('case-lead', leading),
      input: Noted,
      closes: ['case.review'],
      opens: ['followup.after-silence'],
      notifies: { member: 'case.contact-lost' },
    },
    /** Records another failed attempt at contact and sets the due time of the next attempt. */
    'try-again': {
      from: ['contact-lost'],
      may: by('case-lead', leading),
      input: Noted,
      closes: ['followup.after-silence'],
      opens: ['followup.after-silence'],
    },
    /** Records that contact is regained. Every team member who reaches the person may end the search. */
    'find-again': {
      from: ['contact-lost'],
      to: 'open',
      may: [...by('case-lead', leading), ...by('member', leading)],
      input: Noted,
      closes: ['followup.after-silence'],
      opens: ['case.review'],
      notifies: { member: 'case.found-again' },
    },
    /**
     * Records that an adult left support, which an adult may do. Leaving is recorded neither as a failure nor as a
     * missing person, and the case can be reopened.
     */
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
  /** `lead-moved`: accepting a lead referral changed the case lead. */
  alongside: { 'lead-moved': ['open', 'contact-lost', 'left', 'closed'] },
  page: '/cases/$id',
  live: true,
  example: { reference: 'TFP-2345-6789', urgency: 'soon', ageBand: '21-29', childProcedure: false, agencyOnly: false },
})
export const caseWorkflow = caseRecord.workflow
export type CaseAction = (typeof caseWorkflow.actionNames)[number]
export type CaseStatus = (typeof caseWorkflow.statuses)[number]

/** Statuses in which new work may begin in a case. */
export const runningCases: readonly CaseStatus[] = running
