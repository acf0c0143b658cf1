import { type Alarm, alarmsWithin, nextAlarm } from '../deadlines/alarms.ts'
import type { Address } from './recipients.ts'
import { type ClockTopic, clockTopicOf, clockTopics } from './topics.ts'

/** A deadline whose next alarm is due, with its two parties. */
export interface DueClock {
  alarms: readonly Alarm[]
  /** The first alarm that is not raised yet. */
  nextAlarmAt: string
  owesAgencyId: string
  owesPersonId: string | null
  /** Recipients in the agency that holds the deadline, if not its caseworkers. */
  owesRole?: 'approver'
  owedAgencyId: string | null
  owedPersonId: string | null
}

export interface Raised {
  /**
   * The most severe first, so that a person with several addresses gets that one. Empty if only task-force leads or no
   * recipients are notified.
   */
  to: Address[]
  /** Task-force leads learn which agency is late, never with which item. */
  tellsLeads: boolean
  /** Whether the expiry of the unanswered deadline is due, now or since an earlier try. */
  expires: boolean
  nextAlarmAt: string | null
}

/**
 * All due alarms of a deadline up to and including `now`: after a pause of days each party is notified once, with the
 * last due alarm, and the next alarm is set from there.
 */
export const raise = (clock: DueClock, now: string): Raised => {
  const before = new Date(Date.parse(clock.nextAlarmAt) - 1).toISOString()
  const missed = alarmsWithin(clock.alarms, { after: before, upTo: now })
  const last = new Map<string, { alarm: Alarm; topic: ClockTopic }>()
  for (const alarm of missed)
    if (alarm.kind !== 'expire') last.set(alarm.to, { alarm, topic: clockTopicOf(alarm.kind) })
  const notified = [...last.values()].filter(({ alarm }) => alarm.to !== 'lead')
  return {
    to: notified
      .sort((a, b) => clockTopics.indexOf(b.topic) - clockTopics.indexOf(a.topic))
      .flatMap(({ alarm, topic }) => addressOf(clock, alarm, topic)),
    tellsLeads: last.has('lead'),
    expires: clock.alarms.some(({ kind, at }) => kind === 'expire' && Date.parse(at) <= Date.parse(now)),
    nextAlarmAt: nextAlarm(clock.alarms, now)?.at ?? null,
  }
}

const addressOf = (clock: DueClock, { to }: Alarm, topic: ClockTopic): Address[] => {
  const { owesAgencyId, owesPersonId, owesRole, owedAgencyId, owedPersonId } = clock
  const role = owesRole === undefined ? {} : { role: owesRole }
  if (to === 'owes')
    return [{ agencyId: owesAgencyId, personId: owesPersonId, ...role, topic, namesAgencyId: owedAgencyId }]
  if (to === 'supervisor' || to === 'head')
    return [{ agencyId: owesAgencyId, personId: null, role: owesRole ?? to, topic, namesAgencyId: owedAgencyId }]
  return owedAgencyId === null || owedAgencyId === owesAgencyId
    ? []
    : [
        {
          agencyId: owedAgencyId,
          personId: owedPersonId,
          ...(owesRole ? { role: 'person' as const } : {}),
          topic,
          namesAgencyId: owesAgencyId,
        },
      ]
}
