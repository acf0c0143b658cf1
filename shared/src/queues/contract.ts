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

/** Seconds after which a waiting entry shows that a queue, normally emptied every few seconds, has stopped. */
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

/**
 * What an operator has to see to: the access log could not be written, the database had no room, lines of the process's own log
 * could not be written where they belong.
 */
export const alarmNames = ['access-log', 'database-full', 'log'] as const
export const AlarmName = z.enum(alarmNames)
export type AlarmName = z.infer<typeof AlarmName>

/** Of the process that answers, since it started. */
export const Alarm = z.object({ name: AlarmName, count: z.int(), lastAt: z.iso.datetime() })
export type Alarm = z.infer<typeof Alarm>

export const Queues = z.object({ lines: z.array(Line), rounds: z.array(Round), alarms: z.array(Alarm) })
export type Queues = z.infer<typeof Queues>
