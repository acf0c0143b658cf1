import { isShort } from '../deadlines/alarms.ts'
import type { Nature } from '../deadlines/contract.ts'
import type { OutwardChannel } from './choices.ts'

/** The fields of a running deadline that decide whether it notifies at once. */
export interface Urging {
  nature: Nature
  startedAt: string
  dueAt: string
}

/**
 * Whether a message is sent at once: for an action on the reader's own work, and for deadlines of law or safety. A
 * deadline of a day or less is never delayed until morning. All others wait for the digest.
 */
export const interrupts = ({
  inPerson,
  ownAct,
  clocks,
}: {
  inPerson: boolean
  /** Caused by a person's action, not by a deadline. */
  ownAct: boolean
  clocks: readonly Urging[]
}): boolean => (inPerson && ownAct) || clocks.some(presses)

/** A deadline of law or safety, or of a day or less. */
export const presses = (clock: Urging): boolean => clock.nature !== 'ordinary' || isShort(clock)

/**
 * Attempts before a message becomes a dead letter: with the pauses below, a mail server may be down for more than a
 * day.
 */
export const lastTry = 16

/** Text messages are retried for half an hour: later they are useless, and each attempt may cost. */
export const lastTryOf = (channel: OutwardChannel): number => (channel === 'sms' ? 8 : lastTry)

/** Milliseconds until the next try, after this many. */
export const pauseAfter = (tries: number): number => Math.min(15_000 * 2 ** (tries - 1), 6 * 3_600_000)
