import { z } from 'zod'

/** Queues between commit and delivery, each emptied by the workers. */
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
  /** Since when the oldest entry waits. */
  oldestAt: z.iso.datetime().nullable(),
  /** Whether the oldest entry waits longer than in a working queue. */
  isStill: z.boolean(),
})
export type Line = z.infer<typeof Line>

/** A scheduled job. */
export const Round = z.object({
  name: z.string(),
  everySeconds: z.int(),
  /** Its last successful end. */
  doneAt: z.iso.datetime().nullable(),
  failedAt: z.iso.datetime().nullable(),
  /** Failures in a row since then. */
  failures: z.int(),
  /** Overdue by at least two intervals. */
  isLate: z.boolean(),
})
export type Round = z.infer<typeof Round>

/**
 * Conditions that an operator must act on: the access log could not be written, the database had no space, lines of the
 * process's own log could not be written.
 */
export const alarmNames = ['access-log', 'database-full', 'log'] as const
export const AlarmName = z.enum(alarmNames)
export type AlarmName = z.infer<typeof AlarmName>

/** Of the answering process, since its start. */
export const Alarm = z.object({ name: AlarmName, count: z.int(), lastAt: z.iso.datetime() })
export type Alarm = z.infer<typeof Alarm>

export const Queues = z.object({ lines: z.array(Line), rounds: z.array(Round), alarms: z.array(Alarm) })
export type Queues = z.infer<typeof Queues>
