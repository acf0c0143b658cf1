import type { AlarmKind } from '../deadlines/alarms.ts'

/**
 * Topics of deadline alarms, the most severe last. `expire` has none, because the action that it causes has a topic.
 */
export const clockTopics = ['clock.resume', 'clock.warn', 'clock.due', 'clock.overdue', 'clock.escalate'] as const
export type ClockTopic = (typeof clockTopics)[number]

export const clockTopicOf = (kind: Exclude<AlarmKind, 'expire'>): ClockTopic => `clock.${kind}`

/** The topic by which task-force leads learn that an agency is late, but not with which item. */
export const lateTopic = 'agency.late'
/** The topic for open work that was unassigned in an agency which has no caseworkers. */
export const unstaffedTopic = 'agency.unstaffed'
