import { z } from 'zod'

/** The queues that workers empty. A transaction writes the entries, and a worker delivers them after the commit. */
export const lines = [
  'outbox',
  'notices',
  'clocks',
  'outbound-messages',
  'outbound-messages-failed',
  'outbound-messages-dead',
  'webhooks',
  'webhooks-dead',
] as const

/**
 * The number of seconds after which a waiting entry means that its queue has stopped; workers normally empty a queue
 * every few seconds.
 */
export const stillAfter = 120

export const Line = z.object({
  name: z.enum(lines),
  waiting: z.int(),
  /** The time since which the oldest entry has been waiting. */
  oldestAt: z.iso.datetime().nullable(),
  /** Whether the oldest entry has been waiting so long that the queue must have stopped. */
  isStill: z.boolean(),
})
export type Line = z.infer<typeof Line>

/** A job that the worker repeats by the clock. */
export const ScheduledJob = z.object({
  name: z.string(),
  everySeconds: z.int(),
  /** When the job last ended without a failure. */
  doneAt: z.iso.datetime().nullable(),
  failedAt: z.iso.datetime().nullable(),
  /** The number of consecutive failures since the last success. */
  failures: z.int(),
  /** Whether the job is overdue by at least two of its intervals. */
  isLate: z.boolean(),
})
export type ScheduledJob = z.infer<typeof ScheduledJob>

/**
 * The conditions that an operator must act on. `access-log`: the access log could not be written. `database-full`: the
 * database had no disk space. `log`: lines of the process's own log could not be written.
 */
export const alarmNames = ['access-log', 'database-full', 'log'] as const
export const AlarmName = z.enum(alarmNames)
export type AlarmName = z.infer<typeof AlarmName>

/** A condition, and how often it occurred in the answering process since the process started. */
export const Alarm = z.object({ name: AlarmName, count: z.int(), lastAt: z.iso.datetime() })
export type Alarm = z.infer<typeof Alarm>

export const Queues = z.object({ lines: z.array(Line), scheduledJobs: z.array(ScheduledJob), alarms: z.array(Alarm) })
export type Queues = z.infer<typeof Queues>
