import { coordinators, type StaffFunction } from '../actor.ts'
import { approving } from '../approvals/terms.ts'
import type { escalationRoles } from '../deadlines/profile.ts'

/** Recipient of a notification: a person; a role; or, with neither, the caseworkers of the agency. */
export interface Address {
  /** Null for the task-force leads, who are not addressed by agency. */
  agencyId: string | null
  personId: string | null
  /**
   * `approver`: the agency's heads and administrators. `person`: this person regardless of role, without a substitute.
   */
  role?: (typeof escalationRoles)[number] | 'approver' | 'person'
  /** The topic, if it differs between the addresses of one message. */
  topic?: string
  /** The agency named in the notification, if it differs between the addresses. */
  namesAgencyId?: string | null
}

/** A possible recipient: active, and not barred from the case. */
export interface Colleague {
  id: string
  agencyId: string
  function: StaffFunction
}

export interface Recipient {
  person: Colleague
  address: Address
  /** Addressed in person, because the work is assigned to them. */
  inPerson: boolean
}

/**
 * All recipients, each once: if several addresses reach one person the first counts. The actor is left out. For a
 * person who has left or carries no work, the agency's queue is notified; for an agency without a head its supervisors,
 * and the reverse; without both, its queue. A notification reaches no recipient only if the agency has no members.
 */
export const recipientsOf = (
  to: readonly Address[],
  colleagues: readonly Colleague[],
  actorId: string | null,
  /** Deputies of absent persons at this moment. */
  deputies: ReadonlyMap<string, string> = new Map(),
): Recipient[] => {
  const recipients = new Map<string, Recipient>()
  for (const address of to) {
    for (const person of reached(address, colleagues)) {
      if (person.id !== actorId && !recipients.has(person.id))
        recipients.set(person.id, { person, address, inPerson: person.id === address.personId })
    }
  }
  // An absent person gets it silently for their return; the deputy is alerted now.
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
