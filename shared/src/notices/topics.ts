import type { AlarmKind } from '../deadlines/alarms.ts'

/** `expire` never speaks: the action that it brings about does. The gravest last. */
export const clockTopics = ['clock.resume', 'clock.warn', 'clock.due', 'clock.overdue', 'clock.escalate'] as const
export type ClockTopic = (typeof clockTopics)[number]

export const clockTopicOf = (kind: Exclude<AlarmKind, 'expire'>): ClockTopic => `clock.${kind}`

/** What the leads of the task force hear: that an agency is late, not with what. */
export const lateTopic = 'agency.late'
/** And that open work was unassigned in an agency without caseworkers. */
export const unstaffedTopic = 'agency.unstaffed'
