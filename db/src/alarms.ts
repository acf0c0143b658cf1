import type { Alarm, AlarmName } from '@palermo/shared/queues/contract.ts'

const counted = new Map<AlarmName, { count: number; lastAt: string }>()

/**
 * Counts an occurrence of a condition that an operator must act on. The count is held in the memory of this process,
 * because the database may not be writable when the condition occurs.
 */
export const noteAlarm = (name: AlarmName): void => {
  const count = (counted.get(name)?.count ?? 0) + 1
  counted.set(name, { count, lastAt: new Date().toISOString() })
}

export const alarmsOfProcess = (): Alarm[] => [...counted].map(([name, alarm]) => ({ name, ...alarm }))

export const countOf = (name: AlarmName): number => counted.get(name)?.count ?? 0
