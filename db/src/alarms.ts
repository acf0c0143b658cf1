import type { Alarm, AlarmName } from '@palermo/shared/queues/contract.ts'

const counted = new Map<AlarmName, { count: number; lastAt: string }>()

/** What an operator has to see to: counted in this process since it started, because where it is told nothing may be writable. */
export const noteAlarm = (name: AlarmName): void => {
  const count = (counted.get(name)?.count ?? 0) + 1
  counted.set(name, { count, lastAt: new Date().toISOString() })
}

export const alarmsOfProcess = (): Alarm[] => [...counted].map(([name, alarm]) => ({ name, ...alarm }))

export const countOf = (name: AlarmName): number => counted.get(name)?.count ?? 0
