import type { Stage } from '@palermo/shared/cases/tracks.ts'
import type { Need } from '@palermo/shared/codes/needs.ts'
import type { Life } from './acts.ts'
import type { AgencyKey, PersonKey } from './cast.ts'
import { ask, type Taken } from './exchange.ts'
import { day } from './pace.ts'
import * as words from './words.ts'
import { advance, type Course, serve, write } from './work.ts'

interface Wanted {
  to: AgencyKey
  otherwise: AgencyKey | null
  needs: readonly Need[]
  /** Number of days after the lead was accepted. */
  after: number
}

/**
 * Returns the services that this person needs from agencies other than the lead. Which agencies provide them depends on
 * the lead.
 */
export const servicesFor = ({ chance, facts }: Life, { lead, person }: Course): Wanted[] => {
  const woman = person.gender === 'feminine'
  const offers: [number, Omit<Wanted, 'after'>, readonly [number, number]][] = facts.child
    ? [
        [0.65, { to: 'child-shelter', otherwise: 'local-government', needs: ['bed', 'food-and-clothes'] }, [0.1, 2]],
        [0.5, { to: 'health', otherwise: null, needs: ['doctor', 'someone-to-talk-to'] }, [1, 8]],
        [0.35, { to: 'local-government', otherwise: null, needs: ['child-care', 'food-and-clothes'] }, [8, 40]],
        [0.25, { to: 'police', otherwise: null, needs: ['safe-transport'] }, [4, 20]],
      ]
    : [
        [woman ? 0.4 : 0, { to: 'shelter', otherwise: 'helpline', needs: ['bed'] }, [0.1, 3]],
        [0.45, { to: 'health', otherwise: null, needs: ['doctor', 'someone-to-talk-to'] }, [1, 12]],
        [0.5, { to: 'labour', otherwise: 'workers-aid', needs: ['documents', 'money'] }, [5, 30]],
        [0.22, { to: 'police', otherwise: null, needs: ['safe-transport'] }, [6, 40]],
        [0.16, { to: 'immigration', otherwise: null, needs: ['documents'] }, [8, 40]],
        [0.1, { to: 'foreign-affairs', otherwise: null, needs: ['documents', 'contact-with-family'] }, [8, 50]],
        [0.12, { to: 'local-government', otherwise: null, needs: ['money', 'child-care'] }, [20, 80]],
        [0.15, { to: 'workers-aid', otherwise: null, needs: ['legal-advice'] }, [6, 40]],
      ]
  return offers
    .filter(([share, { to, otherwise }]) => chance.hit(0.65 * share) && to !== lead.agency && otherwise !== lead.agency)
    .map(([, offer, [from, to]]) => ({ ...offer, after: chance.between(from, to) }))
}

/**
 * Plans the entries of the serving agency, each in the compartment of the agency's work. Returns the time of the last
 * entry.
 */
export const accompany = (life: Life, course: Course, taken: Taken, until: number): number => {
  const { add, chance, pace } = life
  const { by, agency, at } = taken
  const ends: number[] = [at]
  const after = (days: number, what: (at: number) => void) => {
    const moment = pace.office(at + days * day)
    if (moment >= until) return
    what(moment)
    ends.push(moment)
  }
  if (agency === 'health') for (const days of [3, 24]) after(days, (moment) => write(life, moment, by, 'C3'))
  if (agency === 'labour') {
    const text = chance.pick(words.labourNotes)
    after(9, (moment) => add(moment, by, { do: 'note', compartment: 'C1', kind: 'observation', text }))
  }
  if (agency === 'immigration') {
    after(6, (moment) => advance(life, moment, by, 'immigration', 'status-requested'))
    after(40, (moment) => advance(life, moment, by, 'immigration', chance.hit(0.8) ? 'stay-granted' : 'stay-refused'))
    after(41, (moment) => write(life, moment, by, 'C4'))
  }
  if (agency === 'police') {
    after(2, (moment) => advance(life, moment, by, 'justice', 'reported'))
    after(8, (moment) => write(life, moment, by, 'C5'))
    after(12, (moment) => advance(life, moment, by, 'justice', 'investigating'))
    if (chance.hit(0.6)) after(21, (moment) => ends.push(prosecuted(life, course, by, { at: moment, until })))
  }
  return Math.max(...ends)
}

/**
 * Plans the steps of a prosecution, which the person wants and has agreed with a lawyer. No other part of the case
 * depends on the prosecution.
 */
const prosecuted = (
  life: Life,
  { person }: Pick<Course, 'person'>,
  by: PersonKey,
  { at, until }: { at: number; until: number },
) => {
  const needs: Need[] = ['legal-advice']
  const asked = {
    as: 'justice',
    by,
    to: 'justice',
    otherwise: null,
    kind: 'service',
    inCase: true,
    person,
    needs,
  } as const
  const ending = ask(life, asked, at)
  if (!ending.taken) return ending.at
  const { taken } = ending
  const stages: [Stage, number][] = [
    ['charged', 20],
    ['in-court', 75],
    ['decided', 150],
  ]
  for (const [stage, days] of stages) {
    const moment = life.pace.office(taken.at + days * day)
    if (moment < until) advance(life, moment, taken.by, 'justice', stage)
  }
  return serve(life, taken, { until, weeks: [5, 18] })
}
