import type { AlarmKind } from '../deadlines/alarms.ts'

/** What a notice says, by act: a past fact. Words by topic stand in the catalogue. */
const facts: Readonly<Record<string, string>> = {
  'referral.create': 'referral.sent',
  'referral.send': 'referral.sent',
  'referral.acknowledge': 'referral.received',
  'referral.query': 'referral.queried',
  'referral.reply': 'referral.replied',
  'referral.record-phone-acceptance': 'referral.accepted-by-phone',
  'referral.accept': 'referral.accepted',
  'referral.decline': 'referral.declined',
  'referral.assign': 'referral.assigned',
  'referral.start': 'referral.started',
  'referral.reach': 'referral.reached',
  'referral.try-contact': 'referral.not-reached',
  'referral.close-unstarted': 'referral.not-begun',
  'referral.give-back': 'referral.given-back',
  'referral.complete': 'referral.completed',
  'referral.amend': 'referral.amended',
  'referral.reroute': 'referral.rerouted',
  'referral.refer-onward': 'referral.rerouted',
  'referral.withdraw': 'referral.withdrawn',
  'referral.settle': 'case.referral-settled',
  'referral.return': 'referral.returned',
  'referral.message': 'referral.messaged',
  'referral.on-my-way': 'referral.on-my-way',
  'case.advance': 'case.advanced',
  'case.assign-lead': 'case.lead-assigned',
  'case.appoint-guardian': 'case.guardian-appointed',
  'case.begin-reflection': 'case.reflection-begun',
  'case.end-reflection': 'case.reflection-ended',
  'case.close': 'case.closed',
  'case.lose-contact': 'case.contact-lost',
  'case.find-again': 'case.found-again',
  'case.record-leaving': 'case.left',
  'case.reopen': 'case.reopened',
  'case.access-ending': 'case.access-ending',
  'case.access-ended': 'case.access-ended',
  'approval.create': 'approval.asked',
  'approval.endorse': 'approval.endorsed',
  'approval.approve': 'approval.approved',
  'approval.refuse': 'approval.refused',
  'approval.escalate': 'approval.asked',
  'approval.lapse': 'approval.lapsed',
  'account.changed': 'account.changed',
  'account.added': 'account.added',
  'account.new-device': 'account.new-device',
  'absence.create': 'absence.named',
  'absence.end': 'absence.over',
  'agency.hand-back': 'agency.work-returned',
  'alert.create': 'alert.sent',
  'alert.acknowledge': 'alert.received',
  'alert.close': 'alert.closed',
  'alert.withdraw': 'alert.withdrawn',
  'case.take-over': 'case.taken-over',
  'handover.create': 'handover.offered',
  'handover.accept': 'handover.accepted',
  'handover.decline': 'handover.declined',
  'handover.withdraw': 'handover.withdrawn',
  'request.create': 'request.asked',
  'request.grant': 'request.granted',
  'request.refuse': 'request.refused',
  'deadline.paused': 'clock.paused',
  'deadline.resumed': 'clock.resumed',
  'deadline.extended': 'clock.extended',
  'deadline.corrected': 'clock.corrected',
  'deadline.recounted': 'clock.recounted',
  'deadline.moved': 'clock.moved',
  'deadline.end': 'clock.ended',
  'task.create': 'task.assigned',
  'task.assign': 'task.assigned',
}

/** What whoever leads the case is told, who is neither of a referral's two ends. */
const factsForLead: Readonly<Record<string, string>> = {
  'referral.send': 'case.referral-sent',
  'referral.accept': 'case.referral-accepted',
  'referral.decline': 'case.referral-declined',
  'referral.start': 'case.referral-started',
  'referral.reach': 'case.referral-reached',
  'referral.close-unstarted': 'case.referral-not-begun',
  'referral.give-back': 'case.referral-given-back',
  'referral.complete': 'case.referral-completed',
  'referral.amend': 'case.referral-amended',
  'referral.reroute': 'case.referral-rerouted',
  'referral.refer-onward': 'case.referral-rerouted',
  'referral.withdraw': 'case.referral-withdrawn',
  'referral.return': 'case.referral-returned',
}

/** What whoever sent it is told, of an act that is otherwise their own. */
const factsForSender: Readonly<Record<string, string>> = { 'referral.withdraw': 'referral.yours-withdrawn' }

/** Its own words for those who stand in this relation, where they are not those of everybody else. */
export const topicFor = (act: string, relation: string): string | undefined => {
  if (relation === 'case-lead') return factsForLead[act]
  return relation === 'sender' ? factsForSender[act] : undefined
}

/** `expire` never speaks: the act that it brings about does. The gravest last. */
export const clockTopics = ['clock.resume', 'clock.warn', 'clock.due', 'clock.overdue', 'clock.escalate'] as const
export type ClockTopic = (typeof clockTopics)[number]

export const clockTopicOf = (kind: Exclude<AlarmKind, 'expire'>): ClockTopic => `clock.${kind}`

/** What the leads of the task force hear: that an agency is late, not with what. */
export const lateTopic = 'agency.late'
/** And that open work was handed back where nobody is left to take it on. */
export const unstaffedTopic = 'agency.unstaffed'

/** Every topic that a notice can have. */
export const topics: readonly string[] = [
  ...new Set([
    ...Object.values(facts),
    ...Object.values(factsForLead),
    ...Object.values(factsForSender),
    ...clockTopics,
    lateTopic,
    unstaffedTopic,
  ]),
]

/** An act that nobody gave a fact is told by its own name, rather than not at all. */
export const topicOf = (act: string): string => facts[act] ?? act
