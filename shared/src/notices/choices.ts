import type { NoticeKind } from '../notice-kinds.ts'

/** The channels that leave the system. A notification in the app needs no channel, because it is not sent. */
export const outwardChannels = ['email', 'sms', 'push'] as const
export type OutwardChannel = (typeof outwardChannels)[number]
export const noticeChannels = ['in-app', ...outwardChannels] as const
export type NoticeChannel = (typeof noticeChannels)[number]

/**
 * The kinds that are always shown in the app: work that the reader owes, answers that the reader waits for, and late or
 * urgent items.
 */
export const alwaysInApp: readonly NoticeKind[] = ['work', 'answers', 'pressing-clocks', 'late']

/**
 * Whether the person wants such notifications, by kind and channel (`'work email'`), where the choice differs from the
 * default.
 */
export type Choices = Readonly<Partial<Record<`${NoticeKind} ${NoticeChannel}`, boolean>>>

/** The kinds that are sent as push messages by default, because they cannot wait. */
const pushedAtFirst: readonly NoticeKind[] = ['work', 'answers', 'changes', 'pressing-clocks', 'late', 'agencies']

/**
 * Whether a kind is sent by a channel if the person has not chosen. Text messages are off by default, because they cost
 * money and appear on a lock screen.
 */
export const wantedAtFirst = (kind: NoticeKind, channel: NoticeChannel): boolean =>
  channel === 'push' ? pushedAtFirst.includes(kind) : channel !== 'sms'

/** Whether this person wants notifications of this kind by this channel. */
export const isWanted = (choices: Choices, kind: NoticeKind, channel: NoticeChannel): boolean =>
  (channel === 'in-app' && alwaysInApp.includes(kind)) ||
  (choices[`${kind} ${channel}`] ?? wantedAtFirst(kind, channel))
