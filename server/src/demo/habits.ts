import type { DeclineReason } from '@palermo/shared/codes/decline-reasons.ts'
import { isUrgent } from '@palermo/shared/codes/urgency.ts'
import type { BreachReason } from '@palermo/shared/deadlines/contract.ts'
import type { Life } from './acts.ts'
import { type AgencyKey, agencies, type PersonKey } from './cast.ts'
import type { Chance } from './chance.ts'

/** The habits of an agency: how much of the allowed time it uses, and how often it is late. */
interface Habit {
  acknowledges: readonly [number, number]
  answers: readonly [number, number]
  /** Share of answers and first contacts that the agency makes too late. */
  late: number
  /** Share of referrals that the agency declines. */
  declines: number
  /** Share of referrals that the agency does not answer until their deadline returns them. */
  silent: number
}

const quick: Habit = { acknowledges: [0.03, 0.5], answers: [0.1, 0.6], late: 0.03, declines: 0.09, silent: 0.02 }
const steady: Habit = { acknowledges: [0.1, 0.8], answers: [0.3, 0.9], late: 0.07, declines: 0.13, silent: 0.04 }
/** The habits of a slow agency, whose delays a task-force lead should notice. */
const slow: Habit = { acknowledges: [0.7, 3], answers: [0.8, 1.3], late: 0.55, declines: 0.08, silent: 0.1 }

const habits: Partial<Record<AgencyKey, Habit>> = {
  ngo: quick,
  helpline: quick,
  police: quick,
  shelter: { ...quick, declines: 0.32 },
  'child-shelter': { ...quick, declines: 0.14 },
  labour: slow,
}
export const habitOf = (agency: AgencyKey): Habit => habits[agency] ?? steady

/** Returns a reason for which this agency declines; the usual reason of a shelter is that it is full. */
export const declineOf = (agency: AgencyKey, chance: Chance): DeclineReason =>
  agency === 'shelter' || agency === 'child-shelter'
    ? chance.weigh<DeclineReason>([
        ['no-capacity', 8],
        ['unsafe-here', 1],
      ])
    : chance.weigh<DeclineReason>([
        ['no-capacity', 4],
        ['out-of-area', 3],
        ['not-eligible', 2],
        ['insufficient-information', 1],
      ])

type Shares = readonly (readonly [PersonKey, number])[]

/** By agency, the members of staff who meet a presumed victim first, with their shares of the work. */
const front: Partial<Record<AgencyKey, Shares>> = {
  police: [
    ['officer@police', 5],
    ['officer.two@police', 3],
    ['investigator@police', 2],
  ],
  immigration: [
    ['officer@immigration', 3],
    ['officer.two@immigration', 2],
  ],
  welfare: [
    ['caseworker@welfare', 3],
    ['caseworker.two@welfare', 2],
  ],
  health: [['caseworker@health', 1]],
  labour: [['officer@labour', 1]],
  'foreign-affairs': [['officer@foreign-affairs', 1]],
  'local-government': [['caseworker@local-government', 1]],
  ngo: [
    ['caseworker@ngo', 1],
    ['caseworker.two@ngo', 1],
  ],
  'workers-aid': [['caseworker2@ngo', 1]],
  helpline: [['caseworker5@ngo', 1]],
}

/** By agency, the members of staff who accept work, with their shares of the work. */
const back: Partial<Record<AgencyKey, Shares>> = {
  ...front,
  police: [['investigator@police', 1]],
  justice: [['prosecutor@justice', 1]],
  health: [
    ['caseworker@health', 3],
    ['counsellor@health', 2],
  ],
  ngo: [
    ['caseworker@ngo', 5],
    ['caseworker.two@ngo', 4],
  ],
  shelter: [['caseworker3@ngo', 1]],
  'child-shelter': [['caseworker4@ngo', 1]],
}

/** Returns the reason that this agency gives for a missed deadline. */
export const excuseOf = (agency: AgencyKey, chance: Chance): BreachReason =>
  chance.weigh<BreachReason>([
    ['workload', agency === 'labour' ? 8 : 3],
    ['waiting-for-interpreter', 3],
    ['person-asked-to-wait', 2],
    ['waiting-for-other-agency', 2],
    ['recorded-late', 2],
    ['no-capacity', 1],
  ])

/**
 * By agency, the supervisor who assigns accepted work. In an agency without a supervisor, the member who accepts a
 * referral keeps it.
 */
export const supervisorOf: Partial<Record<AgencyKey, PersonKey>> = {
  police: 'supervisor@police',
  justice: 'supervisor@justice',
  immigration: 'supervisor@immigration',
  welfare: 'supervisor@welfare',
  health: 'supervisor@health',
  labour: 'supervisor@labour',
  'foreign-affairs': 'supervisor@foreign-affairs',
  'local-government': 'supervisor@local-government',
  ngo: 'supervisor@ngo',
  'workers-aid': 'supervisor2@ngo',
  shelter: 'supervisor3@ngo',
  'child-shelter': 'supervisor4@ngo',
  helpline: 'supervisor5@ngo',
}

const oneOf = (shares: Shares | undefined, agency: AgencyKey, chance: Chance): PersonKey => {
  if (!shares) throw new Error(`nobody of ${agency} does this`)
  return chance.weigh(shares)
}
export const firstResponder = (agency: AgencyKey, chance: Chance) => oneOf(front[agency], agency, chance)
export const worker = (agency: AgencyKey, chance: Chance) => oneOf(back[agency], agency, chance)

/**
 * Returns the time at which staff of an agency do work that is planned for `wanted`: in working hours, unless that
 * would be after `due`. Agencies that are always staffed do urgent work at once.
 */
export const getsToIt = (
  { pace, facts }: Pick<Life, 'pace' | 'facts'>,
  agency: AgencyKey,
  wanted: number,
  due: number,
): number => {
  const always = agencies[agency].alwaysOpen
  if (always && isUrgent(facts.urgency)) return wanted
  const seated = always ? pace.round(wanted) : pace.office(wanted)
  return seated > due && wanted <= due ? wanted : seated
}
