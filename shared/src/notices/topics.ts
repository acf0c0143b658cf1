import type { AlarmKind } from '../deadlines/alarms.ts'

/** `expire` has no topic, since the action that it causes has one. The most severe last. */
export const clockTopics = ['clock.resume', 'clock.warn', 'clock.due', 'clock.overdue', 'clock.escalate'] as const
export type ClockTopic = (typeof clockTopics)[number]

export const clockTopicOf = (kind: Exclude<AlarmKind, 'expire'>): ClockTopic => `clock.${kind}`

/** The topic for task-force leads: an agency is late, without the item. */
export const lateTopic = 'agency.late'
/** The topic for open work that was unassigned in an agency without caseworkers. */
export const unstaffedTopic = 'agency.unstaffed'
