import type { EndingReason } from '@palermo/shared/cases/reasons.ts'
import type { Stage } from '@palermo/shared/cases/tracks.ts'
import type { ExploitationBasis, ExploitationForm } from '@palermo/shared/codes/exploitation-forms.ts'
import { endOf, type Life } from './acts.ts'
import type { PersonKey } from './cast.ts'
import { ask } from './exchange.ts'
import { supervisorOf } from './habits.ts'
import { day, hour } from './pace.ts'
import { accompany, servicesFor } from './services.ts'
import * as words from './words.ts'
import { advance, type Course, serve, write } from './work.ts'

/**
 * Plans all actions of one case after an agency accepted the lead of it; `planStory` removes the actions that lie in
 * the future.
 */
export const runCourse = (life: Life, course: Course): void => {
  const { chance, pace } = life
  const { lead } = course
  const leader = lead.by
  const planned = lead.at + lengthOf(life) * day
  const leftEarly = chance.hit(0.14)
  const ends = [
    childFirst(life, course),
    serve(life, lead, { until: planned, weeks: [2, 4] }),
    assessed(life, course, planned),
    ...servicesFor(life, course).map(({ to, needs, after, otherwise }, i) => {
      const wanted = pace.office(lead.at + after * day)
      const asked = {
        as: `service-${i}`,
        by: leader,
        to,
        otherwise,
        kind: 'service' as const,
        inCase: true,
        person: course.person,
        needs,
      }
      const ending = ask(life, asked, wanted)
      if (!ending.taken) return ending.at
      const served = serve(life, ending.taken, { until: planned, weeks: [1, 8] }, leftEarly)
      return Math.max(served, accompany(life, course, ending.taken, planned))
    }),
    team(life, course, planned),
    ...tasksOf(life, leader, lead.at + day, planned),
  ]
  const closes = pace.office(Math.max(planned, ...ends) + chance.between(2, 40) * hour)
  reviews(life, course, closes)
  ended(life, course, closes, leftEarly)
  // Called last for the thread, so that these random choices change no other part of the story.
  exploited(life, course, planned)
}

const lengthOf = ({ chance }: Life): number =>
  chance.weigh([
    [chance.int(18, 40), 5],
    [chance.int(45, 80), 4],
    [chance.int(100, 170), 1],
  ])

/**
 * Plans the appointment of a guardian and the first best-interests assessment of a child, usually within three days.
 */
const childFirst = ({ add, chance, pace, facts }: Life, { lead, openedAt }: Course): number => {
  if (!facts.child) return lead.at
  const steps = ['appoint-guardian', 'assess-best-interests'] as const
  const moments = steps.map((action) => {
    const dueBy = pace.due('child.guardian', facts, openedAt)
    const left = Math.max(2 * hour, dueBy - lead.at)
    const at = Math.max(lead.at + hour, lead.at + chance.between(0.2, chance.hit(0.85) ? 0.9 : 1.6) * left)
    add(at, lead.by, { do: 'case', step: { action } })
    return at
  })
  return Math.max(...moments)
}

/**
 * Plans the records of forms of exploitation: those that the case lead suspects, and those that the person states later
 * or declines to state.
 */
const exploited = ({ add, chance, pace, facts }: Life, { lead, person }: Course, until: number): void => {
  if (chance.hit(0.15)) return
  const record = (at: number, form: ExploitationForm, basis: ExploitationBasis) => {
    if (at < until) add(at, lead.by, { do: 'case', step: { action: 'record-exploitation', form, basis } })
  }
  const forms = formsOf(person.gender, facts.child)
  const form = chance.weigh(forms)
  const seen = pace.office(lead.at + chance.between(1, 5) * day)
  if (chance.hit(0.1)) {
    record(seen, form, 'declined')
    return
  }
  record(seen, form, chance.hit(0.3) ? 'stated' : 'suspected')
  if (chance.hit(0.4)) record(pace.office(seen + chance.between(4, 20) * day), form, 'stated')
  if (chance.hit(0.15)) record(pace.office(seen + chance.between(2, 12) * day), chance.weigh(forms), 'suspected')
}

const formsOf = (gender: 'feminine' | 'masculine', child: boolean): [ExploitationForm, number][] => [
  ['sexual-exploitation', gender === 'feminine' ? 7 : 1],
  [child ? 'child-labour' : 'forced-labour', gender === 'feminine' ? 4 : 8],
  ['servitude', gender === 'feminine' ? 4 : 1],
  ['forced-criminality', gender === 'feminine' ? 1 : 4],
  ['forced-begging', child ? 3 : 0],
  ['forced-marriage', gender === 'feminine' ? 1 : 0],
]

/**
 * Plans the steps of the protection track of one demo case with the notes of its lead. Returns the time of the last
 * step.
 */
const assessed = (life: Life, { lead, person }: Course, until: number): number => {
  const { chance, pace, facts } = life
  const leader = lead.by
  const stages: [Stage, number][] = [
    ['needs-assessed', chance.between(1, 6)],
    ['plan-agreed', chance.between(6, 16)],
    ['services-under-way', chance.between(14, 28)],
    ['solution-agreed', chance.between(40, 70)],
    ['followed-up', chance.between(80, 150)],
  ]
  if (facts.urgency === 'tonight' || person.band === 'unknown')
    advance(life, lead.at + chance.between(1, 5) * hour, leader, 'protection', 'safe-tonight')
  let at = lead.at
  for (const [stage, after] of stages) {
    const reached = pace.office(lead.at + after * day)
    if (reached >= until) break
    if (!chance.hit(0.7)) continue
    advance(life, reached, leader, 'protection', stage)
    at = reached
    if (!chance.hit(0.65)) continue
    at = pace.office(reached + hour)
    write(life, at, leader, chance.hit(0.7) ? 'C1' : 'C2')
  }
  return at
}

/** Plans that a supervisor assigns a counsellor or a lawyer of the leading agency to the case. */
const team = (life: Life, { lead, person }: Course, until: number): number => {
  const { add, chance, pace } = life
  const supervisor = supervisorOf[lead.agency]
  if (lead.agency !== 'ngo' || !supervisor || !chance.hit(0.45)) return lead.at
  const joiner = person.nationality !== 'PH' && chance.hit(0.5) ? 'lawyer@ngo' : 'counsellor@ngo'
  const joined = pace.office(lead.at + chance.between(2, 14) * day)
  if (joined >= until) return lead.at
  add(joined, supervisor, { do: 'join', person: joiner })
  const compartment = joiner === 'lawyer@ngo' ? 'C4' : 'C3'
  for (const days of [4, 16]) {
    const at = pace.office(joined + days * day)
    if (at < until) write(life, at, joiner, compartment)
  }
  return joined
}

/** Plans tasks with a due day, most of which are finished by that day. */
const tasksOf = (life: Life, by: PersonKey, from: number, until: number): number[] => {
  const { add, chance, pace } = life
  const count = Math.min(3, 1 + Math.floor((until - from) / (60 * day)))
  return Array.from({ length: count }, (_, i) => {
    const made = pace.office(chance.between(from, Math.max(from + hour, until - 12 * day)))
    const kind = chance.pick(['call', 'visit', 'arrange', 'document', 'follow-up', 'check-safety'] as const)
    const dueAt = pace.hourOf(pace.dateAt(made + chance.int(2, 9) * day), chance.pick([10.5, 14, 17]) / 24)
    const on = `task-${i}`
    add(made, by, { do: 'task', as: on, kind, compartment: 'C1', text: chance.pick(words.tasks[kind]), dueAt })
    const share = chance.hit(0.9) ? chance.between(0.3, 0.95) : chance.between(1.1, 1.6)
    const done = pace.office(made + share * (dueAt - made))
    const action = chance.hit(0.93) ? 'finish' : 'cancel'
    const note = chance.hit(0.3) ? { note: chance.pick(words.taskResults) } : {}
    add(done, by, { do: 'end-task', on, action, ...note })
    return done
  })
}

const reviews = (life: Life, { lead, openedAt }: Course, closes: number): void => {
  const { add, chance, pace, facts } = life
  for (let last = openedAt; ; ) {
    const reviewBy = pace.due('case.review', facts, last)
    const wanted = last + chance.between(0.7, chance.hit(0.92) ? 0.96 : 1.2) * (reviewBy - last)
    const next = pace.office(Math.max(wanted, lead.at + hour))
    if (next >= closes) return
    const note = chance.hit(0.5) ? { note: chance.pick(words.reviewNotes) } : {}
    add(next, lead.by, { do: 'case', step: { action: 'review', ...note } })
    last = next
  }
}

const ended = (life: Life, course: Course, at: number, leftEarly: boolean): void => {
  const { add, chance, pace } = life
  const { by } = course.lead
  const early: EndingReason[] = ['contact-lost', 'left-by-choice', 'declined-services', 'moved-abroad']
  const reason = leftEarly
    ? chance.pick(early)
    : chance.weigh<EndingReason>([
        ['help-completed', 12],
        ['moved-abroad', 2],
        ['not-a-victim', 1],
      ])
  const note = reason === 'help-completed' ? { note: chance.pick(words.closingNotes) } : {}
  add(at, by, { do: 'case', step: { ...endOf(life.facts, reason), ...note } })
  if (!chance.hit(0.06)) return
  const back = pace.office(at + chance.between(10, 60) * day)
  add(back, by, { do: 'case', step: { action: 'reopen', reason: 'came-back', note: chance.pick(words.reopenings) } })
  const again = pace.office(back + chance.between(20, 90) * day)
  reviews(life, { ...course, openedAt: back }, again)
  add(again, by, { do: 'case', step: { action: 'close', reason: 'help-completed' } })
}
