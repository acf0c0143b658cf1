import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type Raw, rawConnection, refused } from './raw.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let stranger: TestPerson
let sent: Awaited<ReturnType<typeof aSentReferral>>
let raw: Raw

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  stranger = await force.person(await force.agency('health'), 'caseworker')
  sent = await aSentReferral(force, officer, caseworker.agencyId)
  raw = rawConnection(force)
})
afterAll(async () => {
  await raw.end()
  await force.end()
})

interface Line {
  kind: string
  actor: string | null
  agency: string | null
  subject_id: string | null
  outcome: string | null
  reason: string | null
  request: string | null
  proved: boolean
}
/** Runs the work and returns its answer with the lines that it added to the access log. */
const linesOf = async <T>(work: () => Promise<T>): Promise<{ lines: Line[]; answer: T }> => {
  const [before] = await force.owner<{ id: string }[]>`select coalesce(max(id), 0)::text as id from aud.leaf`
  const answer = await work()
  const lines = await force.owner<Line[]>`
    select kind, actor, agency, subject_id, outcome, reason, request, session is not null as proved
      from aud.leaf where id > ${before?.id ?? 0}::bigint order by id`
  return { lines: [...lines], answer }
}

describe('whoever is refused', () => {
  test('an act leaves a line that says who tried what, by the id that the refusal carries', async () => {
    const { lines, answer } = await linesOf(() =>
      force.as(officer)<{ requestId: string }>('POST', `/referrals/${sent.id}/actions`, {
        action: 'accept',
        version: sent.version,
      }),
    )
    expect(answer.status).toBe(403)
    expect(lines).toEqual([
      {
        kind: 'referral.acted',
        actor: officer.id,
        agency: officer.agencyId,
        subject_id: sent.id,
        outcome: 'refused',
        reason: 'not-allowed',
        request: answer.body.requestId,
        proved: false,
      },
    ])
  })

  test('because it is not the time leaves one as well', async () => {
    const { lines } = await linesOf(() => act(force, caseworker, sent, 'start'))
    expect(lines).toMatchObject([{ kind: 'referral.acted', outcome: 'refused', reason: 'wrong-status' }])
  })

  test('a look at what is hidden leaves one, the same as at what is not there', async () => {
    for (const id of [sent.id, v7()]) {
      const { lines, answer } = await linesOf(() => force.as(stranger)('GET', `/referrals/${id}`))
      expect(answer.status).toBe(404)
      expect(lines.filter(({ outcome }) => outcome === 'refused')).toMatchObject([
        { kind: 'referral.viewed', actor: stranger.id, subject_id: id, reason: 'not-found' },
      ])
    }
  })

  test('an administrator’s list leaves one too', async () => {
    const { lines, answer } = await linesOf(() => force.as(caseworker)('GET', '/people'))
    expect(answer.status).toBe(403)
    expect(lines.at(-1)).toMatchObject({ kind: 'people.listed', actor: caseworker.id, outcome: 'refused' })
  })

  test('without being signed in leaves none: nobody is there to name', async () => {
    const { lines } = await linesOf(() => force.app.inject(`/api/referrals/${sent.id}`))
    expect(lines).toEqual([])
  })

  test('together with many others leaves each its line', async () => {
    const { lines, answer } = await linesOf(() =>
      Promise.all(Array.from({ length: 60 }, () => act(force, officer, sent, 'accept'))),
    )
    expect(new Set(answer.map(({ status }) => status))).toEqual(new Set([403]))
    expect(lines.filter(({ outcome }) => outcome === 'refused')).toHaveLength(60)
  })

  test('is not told so where the log cannot be written', async () => {
    const name = 'authz.refuse(bytea, text, text, uuid, text, text)'
    await force.owner.unsafe(`alter function ${name} rename to refuse_gone`)
    const reply = await act(force, officer, sent, 'accept')
    await force.owner.unsafe(`alter function ${name.replace('refuse', 'refuse_gone')} rename to refuse`)
    expect(reply.status).toBe(500)
    expect((await act(force, officer, sent, 'accept')).status).toBe(403)
  })
})

describe('a process that was taken over', () => {
  const refuse = (secret: Buffer, why = 'not-allowed') =>
    raw.sql`select authz.refuse(${secret}, 'referral.acted', 'referral', ${sent.id}::uuid, 'test', ${why})`

  test('cannot write into the log', async () => {
    await refused(raw.attempt(officer, (sql) => sql`insert into aud.leaf (kind, actor) values ('x', ${stranger.id})`))
    await refused(raw.attempt(officer, (sql) => sql`delete from aud.leaf`))
  })

  test('cannot have somebody refused whose session it does not hold', async () => {
    const { lines } = await linesOf(async () => {
      await refused(
        raw.attempt(null, () => refuse(randomBytes(32))),
        '28000',
      )
      const [known] = await force.owner<{ hash: Buffer }[]>`
        select secret_hash as hash from authz.sessions where person_id = ${stranger.id}`
      await refused(
        raw.attempt(null, () => refuse(known?.hash ?? Buffer.alloc(32))),
        '28000',
      )
    })
    expect(lines).toEqual([])
  })

  test('cannot leave words in it', async () => {
    await refused(
      raw.attempt(null, () => refuse(officer.secret, 'she lives at …')),
      '22023',
    )
  })

  test('sees nothing under a line that says it was refused', async () => {
    const seen = await raw.attempt(null, async (sql) => {
      await refuse(caseworker.secret)
      const [line] = await force.owner<{ next: string }[]>`select (last_value)::text as next from aud.leaf_id_seq`
      await sql`select set_config('authz.leaf', ${line?.next ?? ''}, true)`
      const [row] = await sql<{ n: number }[]>`select count(*)::int as n from app.referrals`
      return row?.n
    })
    expect(seen).toBe(0)
  })

  test('can do none of it as a worker', async () => {
    const worker = rawConnection(force, 'worker')
    await refused(
      worker.attempt(null, (sql) => sql`select authz.refuse(${officer.secret}, 'x', null, null, 'x', 'not-found')`),
    )
    await worker.end()
  })
})
