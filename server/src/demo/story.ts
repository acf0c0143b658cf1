import type { Need } from '@palermo/shared/codes/needs.ts'
import type { Urgency } from '@palermo/shared/codes/urgency.ts'
import { type Act, endOf, type Life, lifeOf } from './acts.ts'
import type { AgencyKey, PersonKey } from './cast.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { runCourse } from './course.ts'
import { ask } from './exchange.ts'
import { firstResponder, getsToIt } from './habits.ts'
import { somebody } from './intake.ts'
import { day, hour, minute, type Pace } from './pace.ts'
import { today } from './today.ts'

export interface StoryOptions {
  seed: number
  /** The number of threads of the story: cases, and the few referrals that never became a case. */
  threads: number
  pace: Pace
}

/** The length of the story in milliseconds: eighteen months. */
export const length = 548 * day

/**
 * Returns all actions of the story up to now, in order of time. The same seed and the same time always give the same
 * actions.
 */
export const planStory = ({ seed, threads, pace }: StoryOptions): Act[] => {
  const chance = chanceFrom(seed)
  const present = today(chance.fork(), pace).slice(0, threads)
  const past = arrivals(chance.fork(), pace, threads - present.length).map((at, i) =>
    aCase(present.length + i + 1, chance.fork(), pace, at),
  )
  const rest = threads > present.length ? aside(chance.fork(), pace) : []
  const forgets = chance.fork()
  return (
    [...present.flat(), ...past.flat().filter((act) => !isForgotten(act, forgets, pace)), ...rest]
      .filter(({ at }) => at <= pace.now)
      // Times are cut to whole minutes, so that due times do not depend on how long the creation of the data takes.
      .map((act) => ({ ...act, at: Math.floor(act.at / minute) * minute }))
      .sort((a, b) => a.at - b.at || a.thread - b.thread)
  )
}

/** Whether a planned review is left out. Some recent reviews are, so that the demo shows missed deadlines. */
const isForgotten = (act: Act, chance: Chance, pace: Pace): boolean => {
  const isReview =
    (act.do === 'case' && act.step.action === 'review') || (act.do === 'refer' && act.step.action === 'review-service')
  return isReview && act.at > pace.now - 14 * day && chance.hit(0.4)
}

/** The weights of the months of a year: more persons are met while the harbours are open than in the rainy season. */
const busy = [0.9, 0.8, 1.1, 1.4, 1.5, 1.1, 0.7, 0.6, 0.7, 1.0, 1.3, 1.1]

const arrivals = (chance: Chance, pace: Pace, howMany: number): number[] => {
  const days = Array.from({ length: length / day - 2 }, (_, i) => pace.now - length + (i + 1) * day)
  const weights = days.map(
    (at, i) => [at, (busy[Number(pace.dateAt(at).slice(5, 7)) - 1] ?? 1) * (1 + i / days.length)] as const,
  )
  return Array.from({ length: howMany }, () => chance.weigh(weights) + chance.between(0, day)).sort((a, b) => a - b)
}

interface Route {
  from: AgencyKey
  to: AgencyKey
  otherwise: AgencyKey | null
}
const route = (from: AgencyKey, to: AgencyKey, otherwise: AgencyKey | null = null): Route => ({ from, to, otherwise })

const adults: [Route, number][] = [
  [route('police', 'ngo', 'workers-aid'), 20],
  [route('police', 'workers-aid', 'ngo'), 8],
  [route('immigration', 'ngo', 'workers-aid'), 13],
  [route('immigration', 'workers-aid', 'ngo'), 5],
  [route('labour', 'workers-aid', 'ngo'), 12],
  [route('labour', 'ngo', 'workers-aid'), 4],
  [route('health', 'ngo', 'welfare'), 9],
  [route('helpline', 'ngo', 'workers-aid'), 10],
  [route('helpline', 'workers-aid', 'ngo'), 4],
  [route('foreign-affairs', 'welfare', 'local-government'), 6],
  [route('local-government', 'ngo', 'welfare'), 5],
  [route('workers-aid', 'ngo', 'welfare'), 3],
]
const children: [Route, number][] = [
  [route('police', 'welfare', 'local-government'), 10],
  [route('health', 'welfare', 'local-government'), 5],
  [route('local-government', 'welfare'), 4],
  [route('immigration', 'welfare', 'local-government'), 4],
  [route('helpline', 'local-government', 'welfare'), 4],
]

const usualNeeds: readonly Need[] = [
  'bed',
  'doctor',
  'food-and-clothes',
  'interpreter',
  'legal-advice',
  'someone-to-talk-to',
  'contact-with-family',
  'documents',
]

const aCase = (thread: number, chance: Chance, pace: Pace, arrival: number): Act[] => {
  const child = chance.hit(0.22)
  const urgency = chance.weigh<Urgency>([
    ['tonight', 2],
    ['within-24-hours', 3],
    ['soon', 6],
    ['routine', child ? 0 : 2],
  ])
  const life = lifeOf(thread, chance, pace, { urgency, child })
  const { from, to, otherwise } = chance.weigh(child ? children : adults)
  const at = urgency === 'tonight' ? atNight(pace, arrival, chance) : getsToIt(life, from, arrival, 0)
  const by = firstResponder(from, chance)
  const person = somebody(life, at)
  const needs = chance.some(usualNeeds, chance.int(2, 4))
  const ending = ask(life, { as: 'lead', by, to, otherwise, kind: 'lead', inCase: false, person, needs }, at)
  if (ending.taken) runCourse(life, { person, lead: ending.taken, openedAt: at })
  else tellLeaving(life, by, ending.at)
  return life.acts
}

const atNight = (pace: Pace, arrival: number, chance: Chance) =>
  pace.hourOf(pace.dateAt(arrival), chance.between(19, 23.9) / 24)

/** Plans the end of a case whose lead no agency accepted: the agency that opened the case closes it with a reason. */
const tellLeaving = ({ add, chance, pace, facts }: Life, by: PersonKey, from: number) => {
  const at = pace.office(from + chance.between(4, 60) * hour)
  const reason = chance.pick(['declined-services', 'left-by-choice', 'opened-by-mistake'] as const)
  add(at, by, { do: 'case', step: endOf(facts, reason) })
}

/** Plans threads that never become a case: unfinished drafts, and adults who do not want to be referred. */
const aside = (chance: Chance, pace: Pace): Act[] => {
  const life = lifeOf(0, chance, pace, { urgency: 'soon', child: false })
  const who: PersonKey[] = [
    'officer@police',
    'officer.two@police',
    'officer@immigration',
    'caseworker@health',
    'officer@labour',
  ]
  for (let i = 0; i < 70; i++)
    life.add(pace.now - chance.between(0.2, length / day - 3) * day, chance.pick(who), { do: 'not-referred' })
  return life.acts
}
