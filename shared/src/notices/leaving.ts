import type { NoticeKind } from '../notice-kinds.ts'
import { type Choices, isWanted, type OutwardChannel, outwardChannels } from './choices.ts'
import { endOfQuiet, nextDigest, type Quiet } from './hours.ts'

/** The settings and the time zone of a recipient. */
export interface Wishes {
  /** The channels by which this person can be reached: a telephone number is stored, a browser is subscribed. */
  ways: readonly OutwardChannel[]
  choices: Choices
  zone: string
  quiet: Quiet | null
  digestAt: string
}

/**
 * When a message is sent. `at-once`: as soon as the reader may be disturbed. `digest`: together with all other messages
 * that can wait.
 */
export const manners = ['at-once', 'digest'] as const
export type Manner = (typeof manners)[number]

/** A message on one channel, with the earliest time at which it may be sent. */
export interface Leaving {
  channel: OutwardChannel
  manner: Manner
  at: string
}

/**
 * Returns channels and times of a notification for one reader. Quiet hours delay alerts, except alerts about a deadline
 * of a day or less, since the presumed victim could be left without help overnight.
 */
export const leavings = (
  { ways, choices, zone, quiet, digestAt }: Wishes,
  notice: { kind: NoticeKind; interrupts: boolean; isShort: boolean; now: string },
): Leaving[] => {
  const { kind, interrupts, isShort, now } = notice
  const held = quiet === null || isShort ? undefined : endOfQuiet(now, zone, quiet)
  const wanted = outwardChannels.filter((channel) => ways.includes(channel) && isWanted(choices, kind, channel))
  if (interrupts) return wanted.map((channel) => ({ channel, manner: 'at-once', at: held ?? now }))
  // Notifications that can wait are sent only by e-mail.
  return wanted
    .filter((channel) => channel === 'email')
    .map((channel) => ({ channel, manner: 'digest', at: nextDigest(now, zone, digestAt) }))
}
