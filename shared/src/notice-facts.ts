import type { NoticeKind } from './notice-kinds.ts'
import { type ClockTopic, clockTopics, lateTopic, unstaffedTopic } from './notices/topics.ts'
import { recordTypes } from './record-types.ts'
import { type AnyType, withLife } from './records/collection.ts'
import { notifiedIn } from './records/faults.ts'

/** The topics of events that belong to no record type. */
const otherFacts: Readonly<Record<string, string>> = {
  'account.changed': 'account.changed',
  'account.added': 'account.added',
  'account.new-device': 'account.new-device',
  'absence.create': 'absence.named',
  'absence.end': 'absence.over',
  'agency.hand-back': 'agency.work-returned',
  'deadline.paused': 'clock.paused',
  'deadline.resumed': 'clock.resumed',
  'deadline.extended': 'clock.extended',
  'deadline.corrected': 'clock.corrected',
  'deadline.recounted': 'clock.recounted',
  'deadline.moved': 'clock.moved',
  'deadline.end': 'clock.ended',
}

const otherKinds: Readonly<Record<string, NoticeKind>> = {
  'account.changed': 'answers',
  'account.new-device': 'answers',
  'absence.named': 'work',
  'absence.over': 'work',
  'agency.work-returned': 'work',
  [unstaffedTopic]: 'agencies',
  [lateTopic]: 'agencies',
}

const kinds: Readonly<Record<string, NoticeKind>> = Object.assign(
  {},
  otherKinds,
  ...recordTypes.map(({ notices = {} }) => notices),
)

/**
 * Returns the topic of each event of a record type, for recipients to whom the message assigns no topic of their own.
 */
const factsOf = (type: AnyType): [string, string][] => [
  ...Object.entries(type.otherNotices ?? {}).map(([event, topic]): [string, string] => [
    `${type.name}.${event}`,
    topic,
  ]),
  ...withLife([type]).flatMap(({ name, actions, create }) =>
    Object.entries({ ...actions, create }).flatMap(([action, { notifies }]) =>
      notifiedIn(notifies)
        .slice(0, 1)
        .map(({ topic }): [string, string] => [`${name}.${action}`, topic]),
    ),
  ),
]
const facts: Readonly<Record<string, string>> = { ...otherFacts, ...Object.fromEntries(recordTypes.flatMap(factsOf)) }

/** Every topic that a notification can have. */
export const topics: readonly string[] = [
  ...new Set([...Object.values(otherFacts), ...clockTopics, ...Object.keys(kinds)]),
]

/**
 * Returns the topic of an event. An event that no record type declares is its own topic, so that its recipients are
 * notified all the same.
 */
export const topicOf = (event: string): string => facts[event] ?? event

const isClock = (topic: string): topic is ClockTopic => clockTopics.some((one) => one === topic)

/**
 * Returns the kind of a notification. Deadlines that are statutory or for safety, or whose limit is a day or less, have
 * the kind `pressing-clocks`. A topic without a kind counts as a change in the reader's cases.
 */
export const kindOf = (topic: string, pressing: boolean): NoticeKind => {
  if (!isClock(topic)) return kinds[topic] ?? 'changes'
  if (pressing) return 'pressing-clocks'
  return topic === 'clock.warn' || topic === 'clock.resume' ? 'reminders' : 'late'
}
