import { coordinators, type StaffFunction } from '../actor.ts'
import { approving } from '../approvals/terms.ts'
import type { escalationRoles } from '../deadlines/profile.ts'

/** The addressee of a notification: a person; a role in an agency; or, with neither, the caseworkers of the agency. */
export interface Address {
  /** The agency; null for the task-force leads, who are not addressed by agency. */
  agencyId: string | null
  personId: string | null
  /**
   * The role that is notified. `approver`: the agency's heads and administrators. `person`: the named person whatever
   * the person's role; no colleague is notified instead.
   */
  role?: (typeof escalationRoles)[number] | 'approver' | 'person'
  /** The topic for this addressee, if it differs from that of the message. */
  topic?: string
  /** The agency that the notification to this addressee names, if it differs from that of the message. */
  namesAgencyId?: string | null
}

/** A person who may be notified: the account is active, and the person is not barred from the case. */
export interface Colleague {
  id: string
  agencyId: string
  function: StaffFunction
}

export interface Recipient {
  person: Colleague
  address: Address
  /** Whether the work is assigned to this person. */
  inPerson: boolean
}

/**
 * Returns all recipients, each once: if several addresses lead to one person, the first address counts. The actor is
 * left out. If the named person's account is disabled or the person does no casework, the agency's caseworkers are
 * notified. If an agency has no head, its supervisors are notified instead, and the reverse; if it has neither, its
 * caseworkers. Only an agency without members therefore gets no notification.
 */
export const recipientsOf = (
  to: readonly Address[],
  colleagues: readonly Colleague[],
  actorId: string | null,
  /** The deputies, by the id of each person who is absent now. */
  deputies: ReadonlyMap<string, string> = new Map(),
): Recipient[] => {
  const recipients = new Map<string, Recipient>()
  for (const address of to) {
    for (const person of reached(address, colleagues)) {
      if (person.id !== actorId && !recipients.has(person.id))
        recipients.set(person.id, { person, address, inPerson: person.id === address.personId })
    }
  }
  // An absent person gets the notification without an alert and reads it later; the deputy is alerted now.
  for (const { person, address, inPerson } of [...recipients.values()]) {
    const deputy = colleagues.find(({ id }) => id === deputies.get(person.id))
    if (inPerson && deputy && deputy.id !== actorId && !recipients.has(deputy.id))
      recipients.set(deputy.id, { person: deputy, address, inPerson })
  }
  return [...recipients.values()]
}

const reached = ({ agencyId, personId, role }: Address, colleagues: readonly Colleague[]): Colleague[] => {
  if (role === 'lead') return colleagues.filter((person) => person.function === 'lead')
  const agency = colleagues.filter((person) => person.agencyId === agencyId)
  const queue = agency.filter((person) => coordinators.some((staffRole) => staffRole === person.function))
  if (role === 'person') return agency.filter(({ id }) => id === personId)
  if (role === 'approver')
    return agency.filter((person) => approving.some((staffRole) => staffRole === person.function))
  if (role !== undefined) {
    const others = role === 'head' ? 'supervisor' : 'head'
    const holders = [role, others].map((staffRole) => agency.filter((person) => person.function === staffRole))
    return holders.find((list) => list.length > 0) ?? queue
  }
  const person = queue.find(({ id }) => id === personId)
  return person ? [person] : queue
}
