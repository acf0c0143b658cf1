import type { NoticeKind } from '../notice-kinds.ts'
import { type Choices, isWanted, type OutwardChannel, outwardChannels } from './choices.ts'
import { endOfQuiet, nextDigest, type Quiet } from './hours.ts'

/** Settings and time zone of a recipient. */
export interface Wishes {
  /** The ways by which they can be reached: a telephone is known, a browser is signed up. */
  ways: readonly OutwardChannel[]
  choices: Choices
  zone: string
  quiet: Quiet | null
  digestAt: string
}

/** `at-once`: as soon as the reader may be disturbed. `digest`: together with all else that can wait. */
export const manners = ['at-once', 'digest'] as const
export type Manner = (typeof manners)[number]

/** One notice on one way out, and the earliest that it may go. */
export interface Leaving {
  channel: OutwardChannel
  manner: Manner
  at: string
}

/**
 * How a notice leaves the house for one reader. Quiet hours hold back what would ring, but never a clock of a day or less:
 * somebody would be left alone through the night for it.
 */
export const leavings = (
  { ways, choices, zone, quiet, digestAt }: Wishes,
  notice: { kind: NoticeKind; interrupts: boolean; isShort: boolean; now: string },
): Leaving[] => {
  const { kind, interrupts, isShort, now } = notice
  const held = quiet === null || isShort ? undefined : endOfQuiet(now, zone, quiet)
  const wanted = outwardChannels.filter((channel) => ways.includes(channel) && isWanted(choices, kind, channel))
  if (interrupts) return wanted.map((channel) => ({ channel, manner: 'at-once', at: held ?? now }))
  // What can wait comes by mail; nothing rings for it.
  return wanted
    .filter((channel) => channel === 'email')
    .map((channel) => ({ channel, manner: 'digest', at: nextDigest(now, zone, digestAt) }))
}
