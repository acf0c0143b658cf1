import { followGaps } from '@palermo/db/gaps/commands.ts'
import type { ApprovalPage } from '@palermo/shared/approvals/contract.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { NewDocument } from '@palermo/shared/documents/contract.ts'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { HandoverList } from '@palermo/shared/handovers/contract.ts'
import type { AnyType } from '@palermo/shared/records/collection.ts'
import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { v7 } from 'uuid'
import { aNotice } from '../browser/notice.ts'
import type { Elsewhere } from '../browser/system.ts'
import { add } from '../documents/story.ts'
import { act, adult, aSentReferral, aServedCase } from '../referrals/story.ts'
import { countAndPublish } from '../statistics/publish.ts'
import type { TaskForce, TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { exampleOf } from './example.ts'

/** A record that was made from the example of its type. */
export interface Made {
  type: AnyType
  id: string
  /** The text of each field, each of which occurs nowhere else. */
  texts: Readonly<Record<string, string>>
}

/**
 * A case of a police agency and a shelter, with the people who work on it, colleagues at both agencies who do not, and
 * people of other agencies.
 */
export interface World {
  force: TaskForce
  hands: ByHand
  people: Readonly<Record<Role, TestPerson>>
  caseId: string
}
type Role = keyof Awaited<ReturnType<typeof staffOf>>

const staffOf = async (force: TaskForce) => {
  const police = await force.agency('police')
  const ngo = await force.agency('ngo')
  const secretariat = await force.agency('secretariat')
  return {
    caseworker: await force.person(ngo, 'caseworker'),
    officer: await force.person(police, 'officer'),
    lead: await force.person(secretariat, 'lead'),
    investigator: await force.person(police, 'investigator'),
    policeSupervisor: await force.person(police, 'supervisor'),
    colleague: await force.person(ngo, 'caseworker'),
    supervisor: await force.person(ngo, 'supervisor'),
    head: await force.person(ngo, 'head'),
    authority: await force.person(await force.agency('immigration'), 'officer'),
    doctor: await force.person(await force.agency('health'), 'caseworker'),
    prosecutor: await force.person(await force.agency('justice'), 'prosecutor'),
    administrator: await force.person(secretariat, 'administrator'),
    auditor: await force.person(secretariat, 'auditor'),
  }
}

export const aWorld = async (force: TaskForce): Promise<World> => {
  const people = await staffOf(force)
  const caseId = await aServedCase(force, people.officer, people.caseworker)
  // The colleague is added to the case, and all access except to its outline is ended.
  must(await force.as(people.supervisor)('POST', `/cases/${caseId}/members`, { personId: people.colleague.id }))
  await force.owner`
    update app.case_members set until_at = app.now()
     where case_id = ${caseId} and person_id = ${people.colleague.id} and compartment <> 'C0'`
  return { force, hands: byHand(force), people, caseId }
}

const must = <T>({ status, body }: { status: number; body: T }): T => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}
const keyed = () => ({ 'idempotency-key': v7() })

/**
 * Makes a record of this type from its example over HTTP, by the common route, as the first person who may.
 * @throws Error with the reply to each person
 */
export const madeFrom = async (world: World, type: AnyType): Promise<Made> => {
  const { body, texts } = exampleOf(type)
  const make = otherwise[type.name] ?? byItsRoute
  return { type, texts, id: await make(world, { ...type.example, ...body }, type, body) }
}

type Example = Readonly<Record<string, unknown>>
type Way = (world: World, example: Example, type: AnyType, body: object) => Promise<string>

const byItsRoute = async ({ force, people, caseId }: World, _example: Example, type: AnyType, body: object) => {
  const refusals: string[] = []
  for (const [role, person] of Object.entries(people)) {
    const sent = type.dossier === null ? body : { caseId, ...body }
    const reply = await force.as(person)<{ id: string }>('POST', `/${type.plural}`, sent, keyed())
    if (reply.status === 201) return reply.body.id
    refusals.push(`${role}: ${reply.status} ${JSON.stringify(reply.body)}`)
  }
  throw new Error(
    `nobody can make a ${type.name} from its example by POST /api/${type.plural}: correct the example, or add how one is made to tests/records/maker.ts\n${refusals.join('\n')}`,
  )
}

/** The answers of an adult, with the facts about the person from the example. */
const answersOf = ({ urgency, ageBand, interpreter }: Example): Answers => ({
  ...adult,
  urgency: String(urgency),
  'age-band': String(ageBand),
  ...(interpreter === undefined ? {} : { interpreter: interpreter ? 'yes' : 'no' }),
})

const anotherCase = ({ force, people }: World, answers: Answers = adult) =>
  aServedCase(force, people.officer, people.caseworker, answers)

/**
 * Ways to make records that are not created by the common route, but from a draft or a file, by an action on a case, or
 * by a job.
 */
const otherwise: Readonly<Record<string, Way>> = {
  alert({ force, people: { administrator, officer, authority } }) {
    const asking =
      (person: TestPerson): Elsewhere =>
      async (...request) =>
        must(await force.as(person)(...request)) as never
    return aNotice(asking(administrator), asking(officer), authority.agencyId)
  },
  async approval(world) {
    const { force, people } = world
    const bar = { caseId: await anotherCase(world), personId: people.colleague.id }
    must(await force.as(people.supervisor)('POST', '/bars', { ...bar, reason: 'relative' }))
    must(await force.as(people.supervisor)('POST', '/bars/lift', bar))
    const { items } = must(await force.as(people.supervisor)<ApprovalPage>('GET', '/approvals?box=asked'))
    return idOf(items)
  },
  case: (world, example) => anotherCase(world, answersOf(example)),
  async document({ force, people, caseId }, _example, _type, body) {
    const sheet = { name: 'sheet.txt', bytes: Buffer.from('A sheet.') }
    return must(await add(force, people.caseworker, { caseId, ...body } as NewDocument, sheet)).id
  },
  async gap({ force, hands }) {
    const ngo = await force.agency('ngo')
    const alone = await force.person(ngo, 'caseworker')
    const officer = await force.person(await force.agency('police'), 'officer')
    const sent = await aSentReferral(force, officer, ngo)
    must(await act(force, alone, sent, 'accept'))
    await force.owner`insert into app.case_bars (case_id, person_id) values (${sent.caseId}, ${alone.id})`
    await followGaps(hands.db)
    return idOf(await force.owner<{ id: string }[]>`select id from app.gaps where agency_id = ${ngo} order by id`)
  },
  async handover(world, { asked, legalBasis }) {
    const { force, people } = world
    const caseId = await anotherCase(world)
    const as = force.as(people.officer)
    const { version } = must(await as<Case>('GET', `/cases/${caseId}`))
    const summary = [{ compartment: 'C1', text: 'Canary of the summary.' }]
    const offer = { toAgencyId: people.caseworker.agencyId, asked, legalBasis, summary }
    must(await as('POST', `/cases/${caseId}/actions`, { action: 'hand-over', version, ...offer }))
    return idOf(must(await as<HandoverList>('GET', `/handovers?caseId=${caseId}`)).items)
  },
  async referral({ force, people }, example) {
    const { caseworker, officer } = people
    return (await aSentReferral(force, officer, caseworker.agencyId, answersOf(example), 'service')).id
  },
  async snapshot({ force, hands, people }) {
    await countAndPublish(hands)
    const { week } = must(await force.as(people.lead)<Statistics>('GET', '/statistics'))
    return must(await force.as(people.lead)<{ id: string }>('POST', '/snapshots', { week }, keyed())).id
  },
}

const idOf = ([first]: readonly { id: string }[]): string => {
  if (first === undefined) throw new Error('none was made')
  return first.id
}
