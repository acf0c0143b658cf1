import type { NoticeKind } from '../notice-kinds.ts'

/** Outbound channels. A notification in the app needs no delivery. */
export const outwardChannels = ['email', 'sms', 'push'] as const
export type OutwardChannel = (typeof outwardChannels)[number]
export const noticeChannels = ['in-app', ...outwardChannels] as const
export type NoticeChannel = (typeof noticeChannels)[number]

/** Of these the app always tells: work that one owes, answers that one waits for, and whatever is late or presses. */
export const alwaysInApp: readonly NoticeKind[] = ['work', 'answers', 'pressing-clocks', 'late']

/** `'work email'`: whether this is wanted, where that differs from the start. */
export type Choices = Readonly<Partial<Record<`${NoticeKind} ${NoticeChannel}`, boolean>>>

/** Defaults: no text message or push for what can wait. */
const pushedAtFirst: readonly NoticeKind[] = ['work', 'answers', 'changes', 'pressing-clocks', 'late', 'agencies']

/** Defaults of a person who has chosen nothing. Text messages are off, since they cost and show on a lock screen. */
export const wantedAtFirst = (kind: NoticeKind, channel: NoticeChannel): boolean =>
  channel === 'push' ? pushedAtFirst.includes(kind) : channel !== 'sms'

/** Whether this person wants to be told of this kind in this way. */
export const isWanted = (choices: Choices, kind: NoticeKind, channel: NoticeChannel): boolean =>
  (channel === 'in-app' && alwaysInApp.includes(kind)) ||
  (choices[`${kind} ${channel}`] ?? wantedAtFirst(kind, channel))
