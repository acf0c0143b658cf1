import { addAgency, addPerson } from '@palermo/db/accounts/first-people.ts'
import { hashPassword } from '@palermo/db/accounts/passwords.ts'
import type { RequestContext } from '@palermo/db/actor.ts'
import { createAgency, keepRota } from '@palermo/db/agencies/commands.ts'
import type { Connections, Database } from '@palermo/db/database.ts'
import { fillHolidays } from '@palermo/db/deadlines/holidays.ts'
import type { DemoControl } from '@palermo/db/demo-control.ts'
import { foundTaskForce } from '@palermo/db/found.ts'
import { retryOf } from '@palermo/db/idempotency.ts'
import type { Shift } from '@palermo/shared/agencies/contract.ts'
import {
  type AgencyKey,
  agencies,
  agencyKeys,
  cast,
  demoPassword,
  onCallPhones,
  type PersonKey,
  taskForce,
} from './cast.ts'
import { supervisorOf } from './habits.ts'
import { hour } from './pace.ts'

/** The created agencies and accounts: their ids, and the session in which each person acts. */
export interface Stage {
  agencyId(key: AgencyKey): string
  personId(key: PersonKey): string
  who(key: PersonKey, audit: string): RequestContext
}

/** Founds the task force with its agencies and accounts, at the time to which the database's clock was moved. */
export const setStage = async (control: DemoControl, db: Database, worker: Connections): Promise<Stage> => {
  const { owner } = control
  const { zone } = taskForce
  await foundTaskForce(owner, { ...taskForce, demo: true })
  await fillHolidays(worker)
  const secretariat = await addAgency(owner, { ...agencies.secretariat, zone })
  const hash = await hashPassword(demoPassword)
  const person = (key: PersonKey, agencyId: string) => {
    const { name, email, function: role } = castOf(key)
    return addPerson(owner, { agencyId, name, email, function: role, password: { hash }, zone })
  }
  const admin = await person('admin@taskforce', secretariat)
  const [secret] = await control.openSessions([admin])
  if (!secret) throw new Error('the administrator has no session')
  const ids = new Map<AgencyKey, string>([['secretariat', secretariat]])
  for (const key of agencyKeys.filter((one) => one !== 'secretariat')) {
    const entry = { ...agencies[key], zone }
    const agency = await createAgency(db, acting(secret, 'agency.added'), retryOf(`demo-agency-${key}`, entry), entry)
    ids.set(key, agency.id)
  }
  const people = new Map<PersonKey, string>([['admin@taskforce', admin]])
  for (const { key, agency } of cast) if (!people.has(key)) people.set(key, await person(key, of(ids, agency)))
  const keys = [...people.keys()]
  const opened = await control.openSessions([...people.values()])
  const secrets = new Map(keys.map((key, i) => [key, opened[i]]))
  return {
    agencyId: (key) => of(ids, key),
    personId: (key) => of(people, key),
    who: (key, audit) => acting(of(secrets, key), audit),
  }
}

const castOf = (key: PersonKey) => {
  const person = cast.find((one) => one.key === key)
  if (!person) throw new Error(`${key} is not in the cast`)
  return person
}

const of = <K extends string, V>(map: ReadonlyMap<K, V>, key: K): NonNullable<V> => {
  const found = map.get(key)
  if (found === undefined || found === null) throw new Error(`${key} is not on the stage`)
  return found
}

const acting = (secret: Uint8Array, audit: string): RequestContext => ({ secret, audit, request: 'demo' })

/** The number of days for which a rota is written: the most that can be planned. */
const rotaDays = 14

/** Writes the on-call rota from `now` on, with one telephone number for the day and another for the night. */
export const keepRotas = async (db: Database, stage: Stage, now: number): Promise<void> => {
  const begins = now - (now % (12 * hour))
  for (const key of agencyKeys) {
    const phones = onCallPhones[key]
    const supervisor = supervisorOf[key]
    if (!phones || !supervisor) continue
    const shifts: Shift[] = Array.from({ length: rotaDays * 2 }, (_, i) => ({
      phone: phones[i % 2 === 0 ? 0 : 1],
      fromAt: new Date(begins + i * 12 * hour).toISOString(),
      untilAt: new Date(begins + (i + 1) * 12 * hour).toISOString(),
    }))
    await keepRota(db, stage.who(supervisor, 'agency.rota-kept'), stage.agencyId(key), { version: 1, shifts })
  }
}
