/** Counters of this process for the metrics: numbers only. */
export interface Tally {
  told: number
  alarms: number
  lettersSent: number
  lettersFailed: number
  lettersDead: number
  webhooksSent: number
  webhooksFailed: number
  webhooksDead: number
  /** As last counted: must be zero. */
  orphans: number
  /** When it last checked for messages, in milliseconds since 1970: an old value means that it hangs. */
  lastSweepAt: number
}

export const newTally = (): Tally => ({
  told: 0,
  alarms: 0,
  lettersSent: 0,
  lettersFailed: 0,
  lettersDead: 0,
  webhooksSent: 0,
  webhooksFailed: 0,
  webhooksDead: 0,
  orphans: 0,
  lastSweepAt: 0,
})
