import { type Alarm, alarmsWithin, nextAlarm } from '../deadlines/alarms.ts'
import type { Address } from './recipients.ts'
import { type ClockTopic, clockTopicOf, clockTopics } from './topics.ts'

/** A deadline whose next alarm is due, with its two parties. */
export interface DueClock {
  alarms: readonly Alarm[]
  /** When the first alarm that was not sent yet is due. */
  nextAlarmAt: string
  owesAgencyId: string
  owesPersonId: string | null
  /** The role in the owing agency that is notified instead of its caseworkers. */
  owesRole?: 'approver'
  owedAgencyId: string | null
  owedPersonId: string | null
}

export interface Raised {
  /**
   * The recipients, those of the most severe alarm first: a person who is addressed several times gets only the first
   * notification. Empty if only task-force leads are notified, or no recipient at all.
   */
  to: Address[]
  /** Whether task-force leads are notified. They are told which agency is late, never with which item. */
  tellsLeads: boolean
  /** Whether the deadline must end now as unanswered, also if an earlier attempt to end it failed. */
  expires: boolean
  nextAlarmAt: string | null
}

/**
 * Returns all alarms of a deadline that are due by `now`. After an outage of days each party is notified once, with the
 * last due alarm; `nextAlarmAt` is the first alarm after `now`.
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
