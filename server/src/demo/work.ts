import type { Stage, Track } from '@palermo/shared/cases/tracks.ts'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import type { Life } from './acts.ts'
import type { PersonKey } from './cast.ts'
import { scored, type Taken } from './exchange.ts'
import { habitOf } from './habits.ts'
import type { Presumed } from './intake.ts'
import { day, hour } from './pace.ts'
import * as words from './words.ts'

/** The facts of a case on which the planned actions after the acceptance of its lead depend. */
export interface Course {
  person: Presumed
  lead: Taken
  openedAt: number
}

interface Service {
  until: number
  /** The shortest and the longest length of the service in weeks. */
  weeks: readonly [number, number]
}

/** Plans the actions of one accepted referral from the first contact to its end. Returns the time of the end. */
export const serve = (life: Life, taken: Taken, { until, weeks }: Service, breaksOff = false): number => {
  const { add, chance, pace, facts } = life
  const { on, by } = taken
  const contactBy = pace.due('referral.first-contact', facts, taken.at)
  const share = chance.hit(habitOf(taken.agency).late) ? chance.between(1.05, 1.9) : chance.between(0.1, 0.85)
  const wanted = taken.at + share * (contactBy - taken.at)
  const seated = pace.office(wanted)
  const starts = seated > contactBy && share < 1 ? wanted : seated
  add(starts, by, { do: 'refer', on, step: { action: 'start' } })
  const planned = pace.office(starts + chance.between(weeks[0] * 7, weeks[1] * 7) * day)
  const ends = Math.min(planned, Math.max(pace.office(until - 2 * day), starts + hour))
  for (let last = starts; ; ) {
    const reviewBy = pace.due('referral.service-review', facts, last)
    const next = pace.office(last + chance.between(0.75, chance.hit(0.9) ? 0.95 : 1.15) * (reviewBy - last))
    if (next >= ends) break
    add(next, by, { do: 'refer', on, step: { action: 'review-service' } })
    last = next
  }
  // The action has no note if the person left before the planned end of the service.
  const note = !(breaksOff && planned > until) && chance.hit(0.5) ? { note: chance.pick(words.completions) } : {}
  add(ends, by, { do: 'refer', on, step: { action: 'complete', outcomes: scored(life, taken), ...note } })
  return ends
}

export const advance = ({ add, pace }: Life, at: number, by: PersonKey, track: Track, stage: Stage) =>
  add(at, by, { do: 'case', step: { action: 'advance', track, stage, on: pace.dateAt(at) } })

export const write = ({ add, chance }: Life, at: number, by: PersonKey, compartment: OpenCompartment) =>
  add(at, by, {
    do: 'note',
    compartment,
    kind: chance.pick(['contact', 'observation'] as const),
    text: chance.pick(words.notes[compartment]),
  })
