import { isShort } from '../deadlines/alarms.ts'
import type { Nature } from '../deadlines/contract.ts'
import type { OutwardChannel } from './choices.ts'

/** The fields of a running deadline that decide whether its notification is sent at once. */
export interface Urging {
  nature: Nature
  startedAt: string
  dueAt: string
}

/**
 * Whether a message is sent at once: for an action on the reader's own work, and for deadlines that are statutory or
 * for safety or whose limit is a day or less. All other messages wait for the digest.
 */
export const interrupts = ({
  inPerson,
  ownAct,
  clocks,
}: {
  inPerson: boolean
  /** Whether a person's action caused the notification, not a deadline. */
  ownAct: boolean
  clocks: readonly Urging[]
}): boolean => (inPerson && ownAct) || clocks.some(presses)

/** Whether a deadline is statutory or for safety, or its limit is a day or less. */
export const presses = (clock: Urging): boolean => clock.nature !== 'ordinary' || isShort(clock)

/**
 * The number of attempts before a message becomes a dead letter. With the pauses of `pauseAfter`, a mail server may be
 * down for more than a day.
 */
export const lastTry = 16

/**
 * Returns the number of attempts on a channel. Text messages are retried for half an hour only: later they are useless,
 * and each attempt may cost money.
 */
export const lastTryOf = (channel: OutwardChannel): number => (channel === 'sms' ? 8 : lastTry)

/** Returns the milliseconds until the next attempt, after this number of attempts. */
export const pauseAfter = (tries: number): number => Math.min(15_000 * 2 ** (tries - 1), 6 * 3_600_000)
