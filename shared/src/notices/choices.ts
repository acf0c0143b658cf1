import type { NoticeKind } from '../notice-kinds.ts'

/** Ways out of the house. In the app a notice is delivered by being there. */
export const outwardChannels = ['email', 'sms', 'push'] as const
export type OutwardChannel = (typeof outwardChannels)[number]
export const noticeChannels = ['in-app', ...outwardChannels] as const
export type NoticeChannel = (typeof noticeChannels)[number]

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
