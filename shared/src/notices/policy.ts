import { isShort } from '../deadlines/alarms.ts'
import type { Nature } from '../deadlines/contract.ts'
import type { OutwardChannel } from './choices.ts'

/** A running clock, as far as it decides whether somebody may be interrupted. */
export interface Urging {
  nature: Nature
  startedAt: string
  dueAt: string
}

/**
 * Whether a letter leaves at once: for an act on one's own work, and for clocks of law or safety. A clock of a day or
 * less is never held back until morning. Everything else waits for the digest.
 */
export const interrupts = ({
  inPerson,
  ownAct,
  clocks,
}: {
  inPerson: boolean
  /** Somebody did something, as against a clock that speaks. */
  ownAct: boolean
  clocks: readonly Urging[]
}): boolean => (inPerson && ownAct) || clocks.some(presses)

/** A clock of law or safety, or of a day or less. */
export const presses = (clock: Urging): boolean => clock.nature !== 'ordinary' || isShort(clock)

/** Tries before a letter is given up: with the pauses below, a mail server may be away for more than a day. */
export const lastTry = 16

/** A text message that comes hours late helps nobody, and each try may cost: half an hour. */
export const lastTryOf = (channel: OutwardChannel): number => (channel === 'sms' ? 8 : lastTry)

/** Milliseconds until the next try, after so many. */
export const pauseAfter = (tries: number): number => Math.min(15_000 * 2 ** (tries - 1), 6 * 3_600_000)
