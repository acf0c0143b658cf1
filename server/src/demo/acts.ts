import type { ActOnCase, NewCase } from '@palermo/shared/cases/contract.ts'
import type { EndingReason } from '@palermo/shared/cases/reasons.ts'
import type { DeclineReason } from '@palermo/shared/codes/decline-reasons.ts'
import type { Urgency } from '@palermo/shared/codes/urgency.ts'
import type { NewContact } from '@palermo/shared/contacts/contract.ts'
import type { BreachReason } from '@palermo/shared/deadlines/contract.ts'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { NewGroup, ReferTogether } from '@palermo/shared/groups/contract.ts'
import type { HandOver } from '@palermo/shared/handovers/terms.ts'
import type { NewLink } from '@palermo/shared/links/contract.ts'
import type { NewNote } from '@palermo/shared/notes/contract.ts'
import type { ActOnReferral } from '@palermo/shared/referrals/contract.ts'
import type { NewTask } from '@palermo/shared/tasks/contract.ts'
import type { AgencyKey, PersonKey } from './cast.ts'
import type { Chance } from './chance.ts'
import type { Pace } from './pace.ts'

type Each<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** An action on a referral. People and agencies are given by their keys in `cast.ts`. */
export type ReferralStep =
  | { action: 'accept'; assignee?: PersonKey; note?: string }
  | { action: 'assign'; assignee: PersonKey }
  | { action: 'decline'; reason: DeclineReason; note?: string; onward?: AgencyKey }
  | { action: 'reroute' | 'refer-onward'; to: AgencyKey; as: string }
  | Each<Exclude<ActOnReferral, { action: 'accept' | 'assign' | 'decline' | 'reroute' | 'refer-onward' }>, 'version'>

export type CaseStep = Each<Exclude<ActOnCase, { action: 'assign-lead' | 'hand-over' }>, 'version'>

/**
 * Returns the action that ends a case for this reason. An adult may leave by choice; a child who leaves counts as lost
 * contact.
 */
export const endOf = ({ child }: { child: boolean }, reason: EndingReason): CaseStep => {
  if (reason !== 'left-by-choice') return { action: 'close', reason }
  return child ? { action: 'close', reason: 'contact-lost' } : { action: 'record-leaving' }
}

/**
 * An action of a member of staff. `as` names the record that the action creates within the thread, `on` the record that
 * it changes.
 */
export type Deed =
  | { do: 'draft'; as: string; to: AgencyKey | null; kind: 'lead' | 'service'; inCase: boolean; answers: Answers }
  | { do: 'refer'; on: string; step: ReferralStep }
  | { do: 'case'; step: CaseStep }
  | { do: 'join'; person: PersonKey }
  | ({ do: 'hand-over'; to: PersonKey } & Pick<HandOver, 'asked' | 'summary'>)
  | ({ do: 'contact' } & Pick<NewContact, 'way' | 'outcome' | 'safe' | 'note'>)
  | ({ do: 'note' } & Pick<NewNote, 'compartment' | 'kind' | 'text'>)
  | ({ do: 'task'; as: string; dueAt: number; assignee?: PersonKey } & Pick<NewTask, 'kind' | 'compartment' | 'text'>)
  /** Links the case of this thread with the case of thread `with`, which is opened earlier in the story. */
  | { do: 'link'; with: number; kind: NewLink['kind'] }
  | { do: 'keep-together'; with: number; wish: NewGroup['wish'] }
  /** Refers all members of a group to one agency. */
  | ({ do: 'refer-together'; to: AgencyKey } & Pick<ReferTogether, 'urgency' | 'needs' | 'safeNow' | 'story'>)
  | ({ do: 'own-case' } & Pick<NewCase, 'urgency' | 'under18' | 'ageBand'>)
  | { do: 'absence'; deputy: PersonKey; from: number; until: number }
  | { do: 'end-task'; on: string; action: 'finish' | 'cancel'; note?: string }
  /**
   * Gives the reason for a missed deadline of referral `on`; does nothing if no deadline of the referral was missed.
   */
  | { do: 'explain'; on: string; reason: BreachReason }
  | { do: 'not-referred' }

/** One event in one thread of the demo story. A thread is a case, or a referral that never became a case. */
export type Act = { thread: number; at: number } & (
  | ({ by: PersonKey } & Deed)
  | { by: null; do: 'silence'; on: string }
)

/** A thread of the demo story while its actions are being planned. */
export interface Life {
  thread: number
  chance: Chance
  pace: Pace
  /** The facts of this case from which the length of its deadlines follows. */
  facts: { urgency: Urgency; child: boolean }
  acts: Act[]
  add(at: number, by: PersonKey, deed: Deed): void
  /** Plans that the deadline of a referral expires without an answer and the referral is returned. */
  fallSilent(at: number, on: string): void
}

export const lifeOf = (thread: number, chance: Chance, pace: Pace, facts: Life['facts']): Life => {
  const acts: Act[] = []
  return {
    thread,
    chance,
    pace,
    facts,
    acts,
    add: (at, by, deed) => void acts.push({ thread, at, by, ...deed }),
    fallSilent: (at, on) => void acts.push({ thread, at, by: null, do: 'silence', on }),
  }
}
