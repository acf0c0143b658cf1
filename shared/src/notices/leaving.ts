import type { NoticeKind } from '../notice-kinds.ts'
import { type Choices, isWanted, type OutwardChannel, outwardChannels } from './choices.ts'
import { endOfQuiet, nextDigest, type Quiet } from './hours.ts'

/** Settings and time zone of a recipient. */
export interface Wishes {
  /** Available channels: a telephone number is known, a browser is subscribed. */
  ways: readonly OutwardChannel[]
  choices: Choices
  zone: string
  quiet: Quiet | null
  digestAt: string
}

/** `at-once`: as soon as the reader may be disturbed. `digest`: together with everything else that can wait. */
export const manners = ['at-once', 'digest'] as const
export type Manner = (typeof manners)[number]

/** A notification on one channel, and its earliest time. */
export interface Leaving {
  channel: OutwardChannel
  manner: Manner
  at: string
}

/**
 * Channels and times of a notification for one reader. Quiet hours delay alerts, except for a deadline of a day or
 * less: the person concerned could be left without help overnight.
 */
export const leavings = (
  { ways, choices, zone, quiet, digestAt }: Wishes,
  notice: { kind: NoticeKind; interrupts: boolean; isShort: boolean; now: string },
): Leaving[] => {
  const { kind, interrupts, isShort, now } = notice
  const held = quiet === null || isShort ? undefined : endOfQuiet(now, zone, quiet)
  const wanted = outwardChannels.filter((channel) => ways.includes(channel) && isWanted(choices, kind, channel))
  if (interrupts) return wanted.map((channel) => ({ channel, manner: 'at-once', at: held ?? now }))
  // Non-urgent notifications are sent only by e-mail.
  return wanted
    .filter((channel) => channel === 'email')
    .map((channel) => ({ channel, manner: 'digest', at: nextDigest(now, zone, digestAt) }))
}
