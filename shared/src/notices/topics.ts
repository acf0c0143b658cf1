import type { AlarmKind } from '../deadlines/alarms.ts'

/**
 * The topics of deadline alarms, the most severe last. `expire` has no topic, because the action that it causes has
 * one.
 */
export const clockTopics = ['clock.resume', 'clock.warn', 'clock.due', 'clock.overdue', 'clock.escalate'] as const
export type ClockTopic = (typeof clockTopics)[number]

export const clockTopicOf = (kind: Exclude<AlarmKind, 'expire'>): ClockTopic => `clock.${kind}`

/**
 * The topic of the notification to task-force leads that an agency is late. The notification does not tell with which
 * item.
 */
export const lateTopic = 'agency.late'
/** The topic for open work that was unassigned in an agency which has no caseworkers. */
export const unstaffedTopic = 'agency.unstaffed'
