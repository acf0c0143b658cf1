/** Counters of this process for the metrics. They hold numbers only. */
export interface Tally {
  told: number
  alarms: number
  messagesSent: number
  messagesFailed: number
  messagesDead: number
  webhooksSent: number
  webhooksFailed: number
  webhooksDead: number
  /** Number of open records without a deadline or a responsible person, as last counted; must be zero. */
  orphans: number
  /** Time of the last check for messages, in milliseconds since 1970: an old value means that the process hangs. */
  lastSweepAt: number
}

export const newTally = (): Tally => ({
  told: 0,
  alarms: 0,
  messagesSent: 0,
  messagesFailed: 0,
  messagesDead: 0,
  webhooksSent: 0,
  webhooksFailed: 0,
  webhooksDead: 0,
  orphans: 0,
  lastSweepAt: 0,
})
