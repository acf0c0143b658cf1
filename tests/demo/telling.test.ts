import { randomBytes } from 'node:crypto'
import { openDatabase } from '@palermo/db/database.ts'
import { forgetStory, openDemoControl } from '@palermo/db/demo-control.ts'
import { migrate } from '@palermo/db/migrate.ts'
import { urlFor } from '@palermo/db/roles.ts'
import { openSlots } from '@palermo/db/slots.ts'
import { buildApp } from '@palermo/server/app.ts'
import { buildDemo } from '@palermo/server/demo/build.ts'
import { cast, demoPassword } from '@palermo/server/demo/cast.ts'
import { day, hour } from '@palermo/server/demo/pace.ts'
import { length } from '@palermo/server/demo/story.ts'
import { openSignIn } from '@palermo/server/sign-in/answers.ts'
import { sectors } from '@palermo/shared/actor.ts'
import type { Agency } from '@palermo/shared/agencies/contract.ts'
import type { Case, CaseSummary } from '@palermo/shared/cases/contract.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import type { ReferralSummary } from '@palermo/shared/referrals/contract.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { taskWorkflow } from '@palermo/shared/tasks/record.ts'
import type { WorkItem, WorkItemCounts } from '@palermo/shared/work-items/contract.ts'
import type { FastifyInstance } from 'fastify'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../database.ts'
import { aPlaceForDocuments } from '../documents/place.ts'

const ring = { newest: 1, keys: new Map([[1, randomBytes(32)]]) }
const now = Date.now()

interface Stage {
  url: string
  sql: postgres.Sql
  drop(): Promise<void>
}

const stages: Stage[] = []
const emptyDatabase = async (): Promise<Stage> => {
  const { url, drop } = await freshDatabase()
  const stage = { url, sql: postgres(url, { max: 2, onnotice: () => {} }), drop }
  stages.push(stage)
  return stage
}
const told = async (until: number): Promise<Stage> => {
  const stage = await emptyDatabase()
  await buildDemo({ ownerUrl: stage.url, ring, log: () => {}, until, now })
  return stage
}

let short: Stage
beforeAll(async () => {
  short = await told(12)
})
afterAll(async () => {
  for (const { sql, drop } of stages) {
    await sql.end()
    await drop()
  }
})

describe('twelve threads of the story', () => {
  test.each([
    ['referrals', referralWorkflow],
    ['cases', caseWorkflow],
    ['tasks', taskWorkflow],
  ])('hold every status that %s can have', async (table, { statuses }) => {
    const rows = await short.sql<{ status: string }[]>`select distinct status from app.${short.sql(table)}`
    expect(rows.map(({ status }) => status).sort()).toEqual([...statuses].sort())
  })

  test('leave nothing open without a clock and an owner', async () => {
    expect([...(await short.sql`select * from app.orphans()`)]).toEqual([])
  })

  test('leave on each desk exactly what the open clocks say, and counters that agree', async () => {
    const desk = await short.sql`
      select agency_id, side, subject_id, kind, due_at, assignee_id from app.work_items order by agency_id, side, subject_id`
    const clocks = await short.sql`
      select distinct on (agency_id, side, subject_id) agency_id, side, subject_id, kind, due_at, assignee_id from (
        select owes_agency_id agency_id, 'owes' side, subject_id, key kind, due_at, owes_person_id assignee_id
          from app.deadlines where closed_at is null
        union all
        select owed_agency_id, 'is-owed', subject_id, key, due_at, owed_person_id
          from app.deadlines where closed_at is null and owed_agency_id is not null and owed_agency_id <> owes_agency_id) ends
       order by agency_id, side, subject_id, due_at, kind`
    expect([...desk]).toEqual([...clocks])
    const counted = await short.sql`
      select agency_id, side, sum(n)::integer n from app.counters group by 1, 2 having sum(n) <> 0 order by 1, 2`
    const rows = await short.sql`
      select agency_id, side, count(*)::integer n from app.work_items group by 1, 2 order by 1, 2`
    expect([...counted]).toEqual([...rows])
  })

  test('happened when they are told to have happened, and the clock is back at now', async () => {
    const [range] =
      await short.sql`select min(at) as first, max(at) as last, count(distinct at::date)::integer as days from app.events`
    expect(range?.first.getTime()).toBeGreaterThan(now - length)
    expect(range?.last.getTime()).toBeLessThan(Date.now())
    expect(range?.days).toBeGreaterThan(20)
    expect([...(await short.sql`select moved::text from app.clock`)]).toEqual([{ moved: '00:00:00' }])
    const [open] = await short.sql`select count(*)::integer n from authz.sessions where revoked_at is null`
    expect(open?.n).toBe(0)
  })

  test('name nobody outside the compartments: not in events, clocks, desk, messages, notices or the access log', async () => {
    const words = ['Invented', ...cast.flatMap(({ name, email }) => [name, email])]
    const naming = async (table: string) => {
      const rows = await short.sql<{ row: string }[]>`select to_jsonb(t)::text as row from ${short.sql(table)} t`
      return rows.filter(({ row }) => words.some((word) => row.includes(word))).length
    }
    // Control: the search does find names in the table that has them.
    expect(await naming('app.people')).toBe(cast.length)
    const open = [
      'events',
      'deadlines',
      'work_items',
      'counters',
      'outbox',
      'notices',
      'referrals',
      'cases',
      'tasks',
      'notes',
    ]
    for (const table of [...open.map((name) => `app.${name}`), 'app.case_persons', 'app.texts_c1', 'aud.leaf'])
      expect([table, await naming(table)]).toEqual([table, 0])
  })

  test('are news only as far as they are of the last days', async () => {
    const [row] = await short.sql<{ oldest: Date; waiting: number }[]>`
      select min((payload->>'at')::timestamptz) as oldest, count(*)::integer as waiting from app.outbox where done_at is null`
    expect(row?.waiting).toBeGreaterThan(10)
    // Older actions of the eighteen months are history and cause no notification, however long the first sweep takes.
    expect(row?.oldest.getTime()).toBeGreaterThan(now - 4 * day + hour / 2)
  })
})

describe('the sign-ins of the demo', () => {
  let app: FastifyInstance
  const place = aPlaceForDocuments()
  const slots: { end(): Promise<void> }[] = []
  beforeAll(async () => {
    const db = openDatabase(urlFor(short.url, 'api'), ring, { size: 4 })
    const keys = { slots: openSlots(urlFor(short.url, 'keys'), { size: 2 }) }
    slots.push(db.slots, keys.slots)
    app = await buildApp({
      db,
      signIn: openSignIn(keys, { atOnce: 2 }),
      documents: place.documents,
      jwtSecret: randomBytes(32),
      demo: true,
      secure: false,
      log: false,
    })
  })
  afterAll(async () => {
    await app.close()
    for (const each of slots) await each.end()
    place.remove()
  })

  let asked = 0
  const signIn = async (email: string) => {
    asked += 1
    const payload = { email, password: demoPassword }
    const reply = await app.inject({ method: 'POST', url: '/api/sign-in', payload, remoteAddress: `10.0.0.${asked}` })
    expect([email, reply.statusCode]).toEqual([email, 200])
    const { accessToken } = reply.json()
    return async <T>(path: string) => {
      const read = await app.inject({ url: `/api${path}`, headers: { authorization: `Bearer ${accessToken}` } })
      expect([email, path, read.statusCode]).toEqual([email, path, 200])
      return read.json() as T
    }
  }

  test.each([
    'caseworker@ngo',
    'supervisor@ngo',
    'counsellor@ngo',
    'lawyer@ngo',
    'head@ngo',
    'officer@police',
    'investigator@police',
    'supervisor@police',
    'prosecutor@justice',
    'officer@immigration',
    'supervisor@immigration',
    'caseworker@welfare',
    'supervisor@welfare',
    'caseworker@health',
    'officer@labour',
    'officer@foreign-affairs',
    'caseworker@local-government',
    'caseworker2@ngo',
    'caseworker3@ngo',
    'caseworker4@ngo',
  ])('%s.demo signs in and finds work', async (name) => {
    const read = await signIn(`${name}.demo`)
    const counts = await read<WorkItemCounts>('/work-items/counts')
    expect(counts.owes).toBeGreaterThan(0)
  })

  test('the officer has one on its way, one to reply to, one that came back, and a draft', async () => {
    const read = await signIn('officer@police.demo')
    const { items } = await read<{ items: ReferralSummary[] }>('/referrals?box=outbox')
    const statuses = items.map(({ status }) => status)
    for (const status of ['draft', 'sent', 'queried', 'returned', 'declined', 'completed'] as const)
      expect(statuses).toContain(status)
  })

  test('the caseworker has new referrals, somebody to contact, and tasks due today and late', async () => {
    const read = await signIn('caseworker@ngo.demo')
    const inbox = await read<{ items: ReferralSummary[] }>('/referrals?box=inbox&open=true')
    const statuses = inbox.items.map(({ status }) => status)
    for (const status of ['sent', 'received', 'accepted'] as const) expect(statuses).toContain(status)
    expect(inbox.items.map(({ urgency }) => urgency)).toContain('tonight')
    const desk = await read<{ items: WorkItem[] }>('/work-items?side=owes&step=task.due')
    expect(desk.items.map(({ late }) => late)).toContain(true)
    expect(desk.items.some(({ dueAt }) => Date.parse(dueAt) < now + day && Date.parse(dueAt) > now)).toBe(true)
    const cases = await read<{ items: CaseSummary[] }>('/cases?mine=true')
    const first = await read<Case>(`/cases/${cases.items.at(0)?.id}`)
    expect(first.identity).toMatchObject({ callName: expect.stringContaining('Invented Person') })
  })

  test('the lead sees who is late', async () => {
    const read = await signIn('lead@taskforce.demo')
    const numbers = await read<WorkNumbers>('/dashboards/work')
    expect(numbers.late.total).toBeGreaterThan(0)
    expect(numbers.funnel.completed).toBeGreaterThan(0)
  })

  test('the directory has every sector, two protected providers that nobody can call, and somebody on call', async () => {
    const read = await signIn('officer@labour.demo')
    const { items } = await read<{ items: Agency[] }>('/agencies?limit=100')
    expect(new Set(items.map(({ sector }) => sector))).toEqual(new Set(sectors))
    const hidden = items.filter((agency) => agency.protected)
    expect(hidden.map(({ name, dutyPhone, onCallNow }) => ({ name, dutyPhone, onCallNow }))).toEqual([
      { name: 'Protection service, North Coast', dutyPhone: null, onCallNow: null },
      { name: 'Protection service, South Bay', dutyPhone: null, onCallNow: null },
    ])
    expect(items.filter(({ onCallNow }) => onCallNow !== null).length).toBeGreaterThan(4)
    // These numbers are reserved by Ofcom for fiction, so that the demo cannot cause a call to a real telephone.
    for (const { dutyPhone } of items) expect(dutyPhone ?? '+442079460000').toMatch(/^\+442079460\d{3}$/)
  })

  test('administrator and auditor come in, and see no work', async () => {
    for (const name of ['admin', 'auditor']) {
      const read = await signIn(`${name}@taskforce.demo`)
      expect(await read<WorkItemCounts>('/work-items/counts')).toMatchObject({ owes: 0, isOwed: 0 })
    }
  })
})

describe('telling it', () => {
  test('twice with one seed and one end gives the same cases, references, acts and times', async () => {
    const [first, second] = [await told(20), await told(20)]
    const shape = async ({ sql }: Stage) => ({
      events: [
        ...(await sql`
          select e.subject_kind, e.action, e.status, e.version, c.reference, date_trunc('minute', e.at)::text as at, a.label, p.email
            from app.events e left join app.cases c on c.id = e.case_id left join app.agencies a on a.id = e.agency_id
            left join app.people p on p.id = e.actor_id
           order by date_trunc('minute', e.at), c.reference, e.subject_kind, e.action, e.version, p.email, e.id`),
      ],
      late: [
        ...(await sql`select key, count(*)::integer n from app.deadlines where breach_reason is not null group by 1 order by 1`),
      ],
      notes: [...(await sql`select compartment, count(*)::integer n from app.notes group by 1 order by 1`)],
    })
    const expected = await shape(first)
    expect(expected.events.length).toBeGreaterThan(150)
    expect(await shape(second)).toEqual(expected)
  }, 120_000)

  test('is refused where there is a task force already', async () => {
    await expect(buildDemo({ ownerUrl: short.url, ring, log: () => {} })).rejects.toThrow('needs an empty database')
  })

  test('cut short, it is known as unfinished, forgotten and told anew', async () => {
    const stage = await emptyDatabase()
    const stops = () => {
      throw new Error('cut')
    }
    await expect(buildDemo({ ownerUrl: stage.url, ring, log: stops, until: 1, now })).rejects.toThrow('cut')
    const control = openDemoControl(stage.url)
    expect(await control.progress()).toBe('unfinished')
    await control.end()
    await forgetStory(stage.url)
    await migrate(stage.url)
    await buildDemo({ ownerUrl: stage.url, ring, log: () => {}, until: 1, now })
    expect((await stage.sql`select status from app.referrals`).map(({ status }) => status)).toEqual(['sent'])
    await expect(forgetStory(stage.url)).rejects.toThrow('only an unfinished story')
  })
})
