import type { NoticeKind } from '../notice-kinds.ts'

/** Outbound channels. A notification in the app needs no delivery. */
export const outwardChannels = ['email', 'sms', 'push'] as const
export type OutwardChannel = (typeof outwardChannels)[number]
export const noticeChannels = ['in-app', ...outwardChannels] as const
export type NoticeChannel = (typeof noticeChannels)[number]

/**
 * Kinds that are always shown in the app: work that the reader owes, answers for which they wait, and late or urgent
 * items.
 */
export const alwaysInApp: readonly NoticeKind[] = ['work', 'answers', 'pressing-clocks', 'late']

/** `'work email'`: whether this is wanted, where that differs from the default. */
export type Choices = Readonly<Partial<Record<`${NoticeKind} ${NoticeChannel}`, boolean>>>

/** Defaults: no text message or push for kinds that can wait. */
const pushedAtFirst: readonly NoticeKind[] = ['work', 'answers', 'changes', 'pressing-clocks', 'late', 'agencies']

/**
 * Defaults without a choice of the person. Text messages are off, because they cost money and appear on a lock screen.
 */
export const wantedAtFirst = (kind: NoticeKind, channel: NoticeChannel): boolean =>
  channel === 'push' ? pushedAtFirst.includes(kind) : channel !== 'sms'

/** Whether this person wants notifications of this kind by this channel. */
export const isWanted = (choices: Choices, kind: NoticeKind, channel: NoticeChannel): boolean =>
  (channel === 'in-app' && alwaysInApp.includes(kind)) ||
  (choices[`${kind} ${channel}`] ?? wantedAtFirst(kind, channel))
