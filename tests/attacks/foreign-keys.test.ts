import { recordTypes } from '@palermo/shared/record-types.ts'
import type { AnyType } from '@palermo/shared/records/collection.ts'
import { sentFields } from '@palermo/shared/records/contracts.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aNotice } from '../browser/notice.ts'
import type { Elsewhere } from '../browser/system.ts'
import { add, formOf, sendForm } from '../documents/story.ts'
import { act, aDraft, adult, aSentReferral, aServedCase } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type Raw, rawConnection } from './raw.ts'

let force: TaskForce
let caseworker: TestPerson
let raw: Raw
/** For each table, the id of another person's row, whose existence the caseworker must not learn. */
let hidden: Record<string, string>

beforeAll(async () => {
  force = await aTaskForce()
  const officer = await force.person(await force.agency('police'), 'officer')
  const doctor = await force.person(await force.agency('health'), 'caseworker')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  const note = async (person: TestPerson, { caseId }: Referral) => {
    const body = { caseId, compartment: 'C1', text: 'x' }
    return (await force.as(person)<{ id: string }>('POST', '/notes', body, { 'idempotency-key': v7() })).body.id
  }
  const accepted = async (person: TestPerson) =>
    (await act(force, person, await aSentReferral(force, officer, person.agencyId), 'accept')).body
  const own = await accepted(caseworker)
  const foreign = await accepted(doctor)
  await note(caseworker, own)
  const draft = await aDraft(force, caseworker, doctor.agencyId)
  const scan = await formOf(
    { kind: 'identity-document', compartment: 'C1', title: 'x' },
    { name: 'a.txt', bytes: Buffer.from('x') },
  )
  await sendForm(force.app, caseworker, `/documents/drafts/${draft.id}`, scan, v7())
  const asked = await aSentReferral(force, caseworker, doctor.agencyId, {
    ...adult,
    'wished-outcomes': ['safe-tonight'],
  })
  const line = { kind: 'message', text: 'x' }
  await force.as(caseworker)('POST', `/referrals/${asked.id}/messages`, line, { 'idempotency-key': v7() })
  await force.as(caseworker)(
    'POST',
    '/tasks',
    { caseId: own.caseId, kind: 'call', dueAt: '2030-01-01T00:00:00Z' },
    { 'idempotency-key': v7() },
  )
  const tried = { caseId: own.caseId, way: 'call', outcome: 'no-answer' }
  await force.as(caseworker)('POST', '/contacts', tried, { 'idempotency-key': v7() })
  const { version } = (await force.as(caseworker)<{ version: number }>('GET', `/cases/${own.caseId}`)).body
  const met = { action: 'advance', version, track: 'protection', stage: 'safe-tonight', on: '2026-11-01' }
  await force.as(caseworker)('POST', `/cases/${own.caseId}/actions`, met)
  const known = { action: 'record-exploitation', version: version + 1, form: 'other', basis: 'suspected' }
  await force.as(caseworker)('POST', `/cases/${own.caseId}/actions`, known)
  const corrected = { action: 'correct-person', version: version + 2, because: 'person-said', callName: 'x' }
  expect((await force.as(caseworker)('POST', `/cases/${own.caseId}/actions`, corrected)).status).toBe(200)
  const twin = await accepted(caseworker)
  const codes = await Promise.all(
    [own, twin].map(({ caseId }) => force.as(caseworker)<{ reference: string }>('GET', `/cases/${caseId}`)),
  )
  const reference = codes[1]?.body.reference
  const linked = { caseId: own.caseId, reference, kind: 'related' }
  await force.as(caseworker)('POST', '/links', linked, { 'idempotency-key': v7() })
  const kept = { caseId: own.caseId, references: [reference], kind: 'family' }
  await force.as(caseworker)('POST', '/groups', kept, { 'idempotency-key': v7() })
  const given = await force.as(caseworker)<{ version: number }>('GET', `/cases/${own.caseId}`)
  const peer = await force.person(caseworker.agencyId, 'caseworker')
  const summary = [{ compartment: 'C1', text: 'x' }]
  const offer = { action: 'hand-over', version: given.body.version, toPersonId: peer.id, asked: 'yes', summary }
  await force.as(caseworker)('POST', `/cases/${own.caseId}/actions`, offer)
  const leave = { deputyId: peer.id, fromAt: '2030-01-01T00:00:00Z', untilAt: '2030-02-01T00:00:00Z' }
  await force.as(caseworker)('POST', '/absences', leave, { 'idempotency-key': v7() })
  // Ends one access right of the caseworker, so that she can
  // request it again; the head of her agency answers the request.
  const head = await force.person(caseworker.agencyId, 'head')
  await force.owner`update app.case_members set until_at = app.now() where person_id = ${caseworker.id} and compartment = 'C4'`
  const wish = { caseId: own.caseId, compartment: 'C4', purpose: 'assistance', legalBasis: 'consent' }
  expect((await force.as(caseworker)('POST', '/requests', wish, { 'idempotency-key': v7() })).status).toBe(201)
  // Ends a second access right, which another agency must approve: the head of that agency answers.
  await force.person(doctor.agencyId, 'head')
  await force.owner`update app.case_members set until_at = app.now() where person_id = ${caseworker.id} and compartment = 'C2'`
  const approval = { ...wish, kind: 'access', compartment: 'C2' }
  const wished = await force.as(caseworker)('POST', '/approvals', approval, { 'idempotency-key': v7() })
  expect(wished.status).toBe(201)
  await force.owner`insert into app.notice_choices (person_id, kind, channel, wanted) values (${caseworker.id}, 'reminders', 'email', false)`
  await force.owner`insert into app.notice_settings (person_id) values (${caseworker.id})`
  const paper = async (person: TestPerson, { caseId }: Referral) => {
    const document = { caseId: caseId ?? '', kind: 'letter', compartment: 'C1' } as const
    return (await add(force, person, document, { name: 'a.txt', bytes: Buffer.from('x') })).body.id
  }
  await paper(caseworker, own)
  const going = {
    size: 2,
    to: { kind: 'document', document: { caseId: own.caseId, kind: 'letter', compartment: 'C1' } },
  }
  const [begun, sent] = [v7(), v7()]
  for (const id of [begun, sent]) await force.as(caseworker)('PUT', `/documents/uploads/${id}`, going)
  await force.app.inject({
    method: 'PATCH',
    url: `/api/documents/uploads/${sent}`,
    headers: {
      authorization: `Bearer ${caseworker.token}`,
      'content-type': 'application/partial-upload',
      'upload-offset': '0',
    },
    payload: Buffer.from('x'),
  })
  const theirs = await accepted(doctor)
  const their = await force.as(doctor)<{ reference: string }>('GET', `/cases/${theirs.caseId}`)
  const family = { caseId: foreign.caseId, references: [their.body.reference], kind: 'family' }
  const group = await force.as(doctor)<{ id: string }>('POST', '/groups', family, { 'idempotency-key': v7() })
  hidden = {
    'app.documents': await paper(doctor, foreign),
    'app.groups': group.body.id,
    'app.people': doctor.id,
    'app.uploads': doctor.id,
    'app.cases': foreign.caseId ?? '',
    'app.referrals': foreign.id,
    'app.notes': await note(doctor, foreign),
  }
  const hookOf = async (agencyId: string) => {
    const [hook] = await force.owner<{ id: string }[]>`
      insert into app.webhooks (id, agency_id, url, kinds) values (gen_random_uuid(), ${agencyId}, 'https://example.test/hook', '{work}') returning id`
    return hook?.id ?? ''
  }
  await force.owner`insert into app.webhook_messages (id, webhook_id, topic, happened_at) values (gen_random_uuid(), ${await hookOf(caseworker.agencyId)}, 'webhook.test', app.now())`
  hidden['app.webhooks'] = await hookOf(doctor.agencyId)
  writers['app.webhook_messages'] = head
  writers['app.webhooks'] = head
  const administrator = await force.person(await force.agency('secretariat'), 'administrator')
  const asking =
    (person: TestPerson): Elsewhere =>
    async (...request) =>
      (await force.as(person)(...request)).body as never
  await aNotice(asking(administrator), asking(officer), await force.agency('immigration'))
  writers['app.alerts'] = officer
  raw = rawConnection(force)
  for (const table of new Set((await keys()).map((key) => key.table))) {
    const type = recordTypes.find(({ plural }) => table === `app.${plural}`)
    if (type && !(await rowOf(table))) await makeExample(type, { caseworker, officer, doctor, head })
  }
})
afterAll(async () => {
  await raw.end()
  await force.end()
})

interface Key {
  table: string
  column: string
  target: string
  inserts: boolean
  updates: boolean
}

/** Returns every foreign key that the API may write, except keys to `app.agencies`, which everybody may read. */
const keys = () => force.owner<Key[]>`
  select k.conrelid::regclass::text as table, a.attname as column, k.confrelid::regclass::text as target,
      has_column_privilege('palermo_api', k.conrelid, a.attname, 'insert') as inserts,
      has_column_privilege('palermo_api', k.conrelid, a.attname, 'update') as updates
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
   where k.contype = 'f' and k.confrelid <> 'app.agencies'::regclass
     and (has_column_privilege('palermo_api', k.conrelid, a.attname, 'insert') or has_column_privilege('palermo_api', k.conrelid, a.attname, 'update'))
   order by 1, 2`

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    ({ code }: { code: string }) => code,
  )

/** Conditions for tables whose first row is not suitable to be copied. */
const template: Record<string, string> = {
  'app.referrals': `where status = 'draft'`,
  'app.uploads': 'where received = 0',
  'app.case_milestones': `where agency_id = (select agency_id from authz.me)`,
}

/** For each table that a caseworker may not write, the person who writes it. */
const writers: Record<string, TestPerson> = {}

/** Returns a row of the table, which is copied to make a new row. */
const rowOf = async (table: string) => {
  const [found] = await raw.attempt(writers[table] ?? caseworker, (sql) =>
    sql.unsafe(`select to_jsonb(t) as row from ${table} t ${template[table] ?? ''} limit 1`),
  )
  return found?.row
}

/** Creates a record from its example for a type that the caseworker may not write, with the first person who may. */
const makeExample = async (type: AnyType, people: Record<string, TestPerson>) => {
  const caseId = await aServedCase(force, people.officer as TestPerson, people.doctor as TestPerson)
  const sent = sentFields(type.create.fields).map(({ as, field }) => [as, type.example[field]])
  const body = { ...(type.dossier === null ? {} : { caseId }), ...Object.fromEntries(sent) }
  for (const person of Object.values(people)) {
    const { status } = await force.as(person)('POST', `/${type.plural}`, body, { 'idempotency-key': v7() })
    if (status !== 201) continue
    writers[`app.${type.plural}`] = person
    return
  }
}

/**
 * Tries to insert a copy of a row under a new id, with `id` as foreign key if given; returns `done` or the error code.
 */
const insertion = async ({ table, column }: Key, id?: string) => {
  const own = await rowOf(table)
  if (!own)
    throw new Error(
      `no row of ${table} to copy: create one above, or correct the example of its record type so that POST ${table.replace('app.', '/api/')} accepts it`,
    )
  const fresh = v7()
  const row = {
    ...own,
    ...('id' in own ? { id: fresh } : {}),
    ...('thread_id' in own ? { thread_id: fresh } : {}),
    ...(id === undefined ? {} : { [column]: id }),
  }
  const columns = await writable(table)
  return codeOf(
    raw.attempt(writers[table] ?? caseworker, (sql) =>
      sql.unsafe(
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1::text::jsonb)`,
        [JSON.stringify(row)],
      ),
    ),
  )
}

/** Returns the columns that the API may insert, since a value in any other column would be refused for every row. */
const writable = async (table: string) => {
  const names = await force.owner<{ name: string }[]>`
    select quote_ident(attname) as name from pg_attribute
     where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
       and has_column_privilege('palermo_api', attrelid, attname, 'insert')`
  return names.map(({ name }) => name).join(', ')
}
const update = ({ table, column }: Key, id?: string) =>
  codeOf(
    raw.attempt(writers[table] ?? caseworker, (sql) =>
      sql.unsafe(`update ${table} set ${column} = ${id === undefined ? column : '$1'}`, id === undefined ? [] : [id]),
    ),
  )

test('a hidden id in any foreign key is refused as one that is nowhere: neither is written, and neither tells', async () => {
  const found = await keys()
  expect(found.length).toBeGreaterThan(8)
  for (const key of found) {
    const { table, column, target, inserts, updates } = key
    const id = hidden[target]
    expect(id, `a hidden row of ${target} for ${table}.${column}`).toBeDefined()
    for (const attempt of [...(inserts ? [insertion] : []), ...(updates ? [update] : [])]) {
      const [theirs, nowhere] = [await attempt(key, id ?? ''), await attempt(key, v7())]
      expect([theirs, nowhere], `${attempt.name} ${table}.${column}`).toEqual([
        nowhere,
        expect.stringMatching(/^(42501|PA\d{3})$/),
      ])
      // Control: with its own value in the column, the row is written,
      // or refused only because such a row must be unique (23505).
      expect(['done', '23505'], `${attempt.name} ${table}.${column}`).toContain(await attempt(key))
    }
  }
})
