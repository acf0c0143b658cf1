import type { ClockTopic } from './topics.ts'
import { clockTopics, lateTopic, unstaffedTopic } from './topics.ts'

/** What somebody may be told of, as a person chooses by: coarser than topics, finer than "everything". */
export const noticeKinds = [
  'work',
  'answers',
  'changes',
  'progress',
  'pressing-clocks',
  'late',
  'reminders',
  'agencies',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Ways out of the house. In the app a notice is delivered by being there. */
export const outwardChannels = ['email', 'sms', 'push'] as const
export type OutwardChannel = (typeof outwardChannels)[number]
export const noticeChannels = ['in-app', ...outwardChannels] as const
export type NoticeChannel = (typeof noticeChannels)[number]

const byTopic: Readonly<Record<string, NoticeKind>> = {
  'referral.sent': 'work',
  'referral.queried': 'work',
  'referral.assigned': 'work',
  'referral.amended': 'work',
  'referral.rerouted': 'work',
  'referral.withdrawn': 'work',
  'referral.yours-withdrawn': 'answers',
  'referral.returned': 'work',
  'case.lead-assigned': 'work',
  'alert.sent': 'work',
  'alert.withdrawn': 'work',
  'request.asked': 'work',
  'approval.asked': 'work',
  'account.changed': 'answers',
  'account.new-device': 'answers',
  'approval.endorsed': 'answers',
  'approval.approved': 'answers',
  'approval.refused': 'answers',
  'approval.lapsed': 'answers',
  'handover.offered': 'work',
  'handover.withdrawn': 'work',
  'absence.named': 'work',
  'absence.over': 'work',
  'task.assigned': 'work',
  'referral.accepted': 'answers',
  'referral.accepted-by-phone': 'answers',
  'referral.declined': 'answers',
  'referral.replied': 'answers',
  'referral.messaged': 'answers',
  'referral.on-my-way': 'answers',
  'referral.completed': 'answers',
  'alert.closed': 'answers',
  'request.granted': 'answers',
  'handover.accepted': 'answers',
  'handover.declined': 'answers',
  'request.refused': 'answers',
  'alert.received': 'progress',
  'referral.received': 'progress',
  'referral.started': 'progress',
  'referral.reached': 'progress',
  'referral.not-reached': 'answers',
  'referral.not-begun': 'answers',
  'referral.given-back': 'work',
  'case.advanced': 'progress',
  'case.guardian-appointed': 'progress',
  'agency.work-returned': 'work',
  [unstaffedTopic]: 'agencies',
  [lateTopic]: 'agencies',
}

const isClock = (topic: string): topic is ClockTopic => clockTopics.some((one) => one === topic)

/**
 * Of which kind a notice is. Clocks of law or safety, and those of a day or less, are a kind of their own. Whatever
 * nobody sorted in is a change on one's cases.
 */
export const kindOf = (topic: string, pressing: boolean): NoticeKind => {
  if (!isClock(topic)) return byTopic[topic] ?? 'changes'
  if (pressing) return 'pressing-clocks'
  return topic === 'clock.warn' || topic === 'clock.resume' ? 'reminders' : 'late'
}

/** Of these the app always tells: work that one owes, answers that one waits for, and whatever is late or presses. */
export const alwaysInApp: readonly NoticeKind[] = ['work', 'answers', 'pressing-clocks', 'late']

/** `'work email'`: whether this is wanted, where that differs from the start. */
export type Choices = Readonly<Partial<Record<`${NoticeKind} ${NoticeChannel}`, boolean>>>

/** Nobody's telephone rings at first for what can wait. */
const pushedAtFirst: readonly NoticeKind[] = ['work', 'answers', 'changes', 'pressing-clocks', 'late', 'agencies']

/** What holds for somebody who has chosen nothing. Text messages cost, and are read on a lock screen: whoever wants them asks. */
export const wantedAtFirst = (kind: NoticeKind, channel: NoticeChannel): boolean =>
  channel === 'push' ? pushedAtFirst.includes(kind) : channel !== 'sms'

/** Whether this person wants to be told of this kind in this way. */
export const isWanted = (choices: Choices, kind: NoticeKind, channel: NoticeChannel): boolean =>
  (channel === 'in-app' && alwaysInApp.includes(kind)) ||
  (choices[`${kind} ${channel}`] ?? wantedAtFirst(kind, channel))
