import type { Need } from '@palermo/shared/codes/needs.ts'
import type { Urgency } from '@palermo/shared/codes/urgency.ts'
import { hopesOf } from '@palermo/shared/codes/wished-outcomes.ts'
import { type Life, lifeOf, type ReferralStep } from './acts.ts'
import type { AgencyKey, PersonKey } from './cast.ts'
import type { Chance } from './chance.ts'
import { send } from './exchange.ts'
import { type Presumed, somebody } from './intake.ts'
import { hour, type Pace } from './pace.ts'

/** A thread of the demo with a fixed state, which users can try out after signing in. */
export interface Scene extends Life {
  person: Presumed
  ago(hours: number): number
  ask(as: string, by: PersonKey, to: AgencyKey, at: number, more?: Partial<AskMore>): void
  refer(at: number, by: PersonKey, on: string, step: ReferralStep): void
}

interface AskMore {
  kind: 'lead' | 'service'
  /** Whether a case exists already. */
  inCase: boolean
  needs: readonly Need[]
}

export interface Setting {
  urgency?: Urgency
  child?: boolean
}

const usual: readonly Need[] = ['bed', 'doctor', 'interpreter']
/** The score "met" for each outcome that a lead referral with the usual needs asks for. */
export const allMet = hopesOf(usual, 'lead').map((outcome) => ({ outcome, score: 'met' as const }))

export const sceneOf = (thread: number, chance: Chance, pace: Pace, setting: Setting): Scene => {
  const { urgency = 'soon', child = false } = setting
  const life = lifeOf(thread, chance, pace, { urgency, child })
  const person: Presumed = { ...somebody(life, pace.now), gender: 'feminine' }
  return {
    ...life,
    person,
    ago: (hours) => pace.now - Math.round(hours * hour),
    ask: (as, by, to, at, { kind = 'lead', inCase = false, needs = usual } = {}) =>
      send(life, { as, by, to, otherwise: null, kind, inCase, person, needs }, at),
    refer: (at, by, on, step) => life.add(at, by, { do: 'refer', on, step }),
  }
}

/** The name of the first referral in each thread. */
export const met = 'lead'
/** Returns the properties of a further referral, which the case lead sends for these needs. */
export const service = (...needs: Need[]) => ({ kind: 'service', inCase: true, needs }) as const
