import { z } from 'zod'

/** What waits, from the commit to the letter box: each line is emptied by the workers. */
export const lines = [
  'outbox',
  'notices',
  'clocks',
  'letters',
  'letters-failed',
  'letters-dead',
  'webhooks',
  'webhooks-dead',
] as const

/** A line that is emptied every few seconds and yet has somebody waiting for so long, in seconds, stands still. */
export const stillAfter = 120

export const Line = z.object({
  name: z.enum(lines),
  waiting: z.int(),
  /** Since when the one at its head waits. */
  oldestAt: z.iso.datetime().nullable(),
  /** Longer than a line that moves would make it wait. */
  isStill: z.boolean(),
})
export type Line = z.infer<typeof Line>

/** Work that comes round by itself. */
export const Round = z.object({
  name: z.string(),
  everySeconds: z.int(),
  /** When it last ended well. */
  doneAt: z.iso.datetime().nullable(),
  failedAt: z.iso.datetime().nullable(),
  /** In a row, since it last ended well. */
  failures: z.int(),
  /** Overdue by the time of two rounds and more. */
  isLate: z.boolean(),
})
export type Round = z.infer<typeof Round>

export const Queues = z.object({ lines: z.array(Line), rounds: z.array(Round) })
export type Queues = z.infer<typeof Queues>
