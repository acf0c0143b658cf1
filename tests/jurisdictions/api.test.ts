import { moveToProfiles } from '@palermo/db/jurisdictions/commands.ts'
import { alertWorkflow } from '@palermo/shared/alerts/record.ts'
import { approvalWorkflow } from '@palermo/shared/approvals/record.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import type { Clock } from '@palermo/shared/deadlines/clock.ts'
import type { DeadlinePage } from '@palermo/shared/deadlines/contract.ts'
import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import { nextVersion } from '@palermo/shared/jurisdictions/compare.ts'
import type { ProfileDocument, ProfilePreview, ProfileSummary } from '@palermo/shared/jurisdictions/contract.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { snapshotWorkflow } from '@palermo/shared/snapshots/record.ts'
import { taskWorkflow } from '@palermo/shared/tasks/record.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let admin: TestPerson
let officer: TestPerson
let chief: TestPerson
let caseworker: TestPerson
let clock: Clock
let newest: ProfileDocument

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  admin = await force.person(await force.agency('secretariat'), 'administrator')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

const read = async (person: TestPerson, version?: string) =>
  (await force.as(person)<ProfileDocument>('GET', `/jurisdictions/int${version ? `?version=${version}` : ''}`)).body
const list = async () => (await force.as(admin)<{ items: ProfileSummary[] }>('GET', '/jurisdictions')).body.items
const answerIn = async (sent: { id: string }) => {
  const { body } = await force.as(officer)<DeadlinePage>('GET', '/deadlines?limit=100')
  const found = body.items.find(({ key, subjectId }) => key === 'referral.answer' && subjectId === sent.id)
  return (await force.as(officer)<Clock>('GET', `/deadlines/${found?.id}`)).body
}

beforeEach(async () => {
  const police = await force.agency('police')
  officer = await force.person(police, 'officer')
  chief = await force.person(police, 'head')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  clock = await answerIn(await aSentReferral(force, officer, caseworker.agencyId))
  newest = await read(admin)
})

/** The next version of the profile, with another limit for one rule. */
const changed = (key: string, limit: object, more: object = {}): Profile => ({
  ...newest.document,
  version: newest.nextVersion,
  rules: newest.document.rules.map((rule) =>
    rule.key === key ? { ...rule, limit: { ...rule.limit, ...limit } } : rule,
  ),
  ...more,
})
const preview = (document: Profile, person = admin) =>
  force.as(person)<ProfilePreview>('POST', '/jurisdictions/preview', { document })
const publish = (document: unknown, more: object = {}, person = admin) =>
  force.as(person)<ProfileDocument>('POST', '/jurisdictions', { document, ...more })
const moveAll = async () => {
  while ((await moveToProfiles(hands.db, { settles: 0 })).more);
}
const now = async () => (await force.as(officer)<Clock>('GET', `/deadlines/${clock.id}`)).body

describe('a new version of the law’s numbers', () => {
  test('is first shown with what it would change for whom, and nothing is changed by looking', async () => {
    const { status, body } = await preview(changed('referral.answer', { value: 8 }))
    expect(status).toBe(200)
    expect(body.changes).toMatchObject([
      { key: 'referral.answer', variant: 0, before: { limit: { value: 3 } }, after: { limit: { value: 8 } } },
    ])
    expect(body.moves.count).toBeGreaterThanOrEqual(1)
    const ours = body.moves.items.find(({ oldDueAt, key }) => key === 'referral.answer' && oldDueAt === clock.dueAt)
    expect(ours && ours.dueAt > ours.oldDueAt).toBe(true)
    expect(ours?.agencyName).toMatch(/Agency/)
    expect((await read(admin)).document.version).toBe(newest.document.version)
    expect((await now()).version).toBe(1)
  })

  test('is counted page by page, and the pages together count every clock once', async () => {
    const document = changed('referral.answer', { value: 8 })
    const whole = (await preview(document)).body.moves
    expect(whole).toMatchObject({ next: null, counted: whole.standing })
    const pages: ProfilePreview['moves'][] = []
    let after: string | null = null
    do {
      const body = { document, after, limit: 1 }
      const page: ProfilePreview['moves'] = (
        await force.as(admin)<ProfilePreview>('POST', '/jurisdictions/preview', body)
      ).body.moves
      pages.push(page)
      after = page.next
    } while (after !== null && pages.length <= whole.counted + 1)
    expect(pages[0]?.standing).toBe(whole.standing)
    expect(pages.slice(1).every(({ standing }) => standing === null)).toBe(true)
    expect(pages.reduce((sum, { counted }) => sum + counted, 0)).toBe(whole.counted)
    expect(pages.reduce((sum, { count }) => sum + count, 0)).toBe(whole.count)
    const due = (moves: ProfilePreview['moves'][]) =>
      moves.flatMap(({ items }) => items.map(({ oldDueAt }) => oldDueAt))
    expect(due(pages).sort()).toEqual(due([whole]).sort())
    for (const wrong of [{ limit: 0 }, { limit: 100_000 }, { after: 'the first' }]) {
      expect((await force.as(admin)('POST', '/jurisdictions/preview', { document, ...wrong })).status).toBe(422)
    }
  })

  test('moves no clock that runs, unless whoever publishes says so', async () => {
    expect((await publish(changed('referral.answer', { value: 8 }))).status).toBe(201)
    await moveAll()
    expect(await now()).toMatchObject({ version: 1, dueAt: clock.dueAt, profile: { version: clock.profile.version } })
    const [force_] = await list()
    expect(force_).toMatchObject({ code: 'int', inForce: true, version: newest.nextVersion })
    expect(force_?.versions[0]).toMatchObject({ byName: 'Test Person', moveRunning: false, moved: 0 })
  })

  test('moves those that run where somebody says so, each told, with the law that they now go by', async () => {
    const longer = await answerIn(await aSentReferral(force, officer, caseworker.agencyId))
    await force.as(chief)('POST', `/deadlines/${longer.id}/actions`, {
      action: 'extend',
      version: 1,
      value: 2,
      reason: 'complex',
    })
    const document = changed('referral.answer', { value: 9 })
    await publish(document, { moveRunning: true })
    await moveAll()
    const after = await now()
    expect(after.dueAt > clock.dueAt).toBe(true)
    expect(after).toMatchObject({
      profile: { version: document.version },
      legs: [{ span: { value: 9, unit: 'working-days' } }],
      changes: [{ kind: 'moved', agencyName: null, oldDueAt: clock.dueAt }],
    })
    // An extension that was granted is added to the new limit as well.
    const extended = (await force.as(officer)<Clock>('GET', `/deadlines/${longer.id}`)).body
    expect(extended.legs).toMatchObject([{ span: { value: 9 } }, { span: { value: 2 } }])
    await hands.tell()
    expect((await toldTo(force, caseworker.id)).map(({ topic }) => topic)).toContain('clock.moved')
    const [kept] = (await list())[0]?.versions ?? []
    expect(kept?.moved).toBeGreaterThanOrEqual(2)
    expect(kept?.movedAt).not.toBeNull()
    // A deadline that has ended is not moved.
    const [ended] =
      await force.owner`select count(*)::int as n from app.clock_changes x join app.deadlines d on d.id = x.deadline_id where d.closed_at is not null and x.kind = 'moved'`
    expect(ended).toEqual({ n: 0 })
  })

  test('with another ladder, other reminders and a case of its own says so, line by line', async () => {
    const document = changed('referral.answer', {})
    const rules = document.rules.map((rule) =>
      rule.key === 'referral.answer'
        ? {
            ...rule,
            warnAt: [0.25, 1],
            escalate: [{ at: 1, to: 'lead' as const }],
            variants: [
              {
                when: { risk: ['extreme' as const] },
                limit: { value: 1, unit: 'hours' as const, kind: 'notAfter' as const },
              },
              ...rule.variants.slice(1),
            ],
          }
        : rule,
    )
    const { body } = await preview({ ...document, rules })
    expect(
      body.changes.map(({ variant, before, after, parts }) => [variant, before !== null, after !== null, parts]),
    ).toEqual([
      [0, true, true, ['warnAt', 'escalate']],
      [1, false, true, []],
      // A variant without reminders of its own uses those of its rule, so it changes too.
      [3, true, true, ['warnAt', 'escalate']],
      [4, true, true, ['warnAt', 'escalate']],
      [1, true, false, []],
    ])
    expect((await publish({ ...document, rules })).status).toBe(201)
    expect((await publish({ ...newest.document, version: nextVersion(document.version, '2026-11') })).status).toBe(201)
  })

  test('whose cases stand in another order says which moved, since the first that holds applies', async () => {
    const document = changed('referral.answer', {})
    const rules = document.rules.map((rule) =>
      rule.key === 'referral.answer' ? { ...rule, variants: rule.variants.toReversed() } : rule,
    )
    const { body } = await preview({ ...document, rules })
    expect(body.changes.every(({ parts }) => parts.join() === 'place')).toBe(true)
    expect(body.changes.length).toBeGreaterThan(1)
  })

  test('below a treaty’s floor is warned of, with the source, and can still be published', async () => {
    const document = changed('reflection', { value: 20 })
    const { body } = await preview(document)
    expect(body.warnings).toMatchObject([{ key: 'reflection', least: { value: 30, unit: 'calendar-days' } }])
    expect(body.warnings[0]?.source).toContain('CETS 197')
    const published = await publish(document)
    expect(published.body.warnings).toHaveLength(1)
    expect((await read(admin)).warnings).toHaveLength(1)
    expect(
      (await publish({ ...document, version: nextVersion(document.version, '2026-11'), rules: newest.document.rules }))
        .status,
    ).toBe(201)
  })

  test('is published once, whoever is faster', async () => {
    const document = changed('referral.answer', { value: 4 })
    const replies = await Promise.all([publish(document), publish(document)])
    expect(replies.map(({ status }) => status).sort()).toSatisfy(
      ([one, other]: number[]) => one === 201 && (other === 409 || other === 422),
    )
  })

  test.each<[string, () => unknown, string]>([
    ['the number that is here', () => ({ ...newest.document }), '/document/version'],
    ['a jurisdiction that is not here', () => ({ ...changed('reflection', {}), code: 'xx' }), '/document/code'],
    ['a limit of nothing', () => changed('referral.answer', { value: 0 }), '/document/rules'],
    [
      'a pass for verified that none can give',
      () =>
        changed(
          'reflection',
          {},
          { rules: newest.document.rules.map((rule) => ({ ...rule, verifiedOn: '2026-01-01' })) },
        ),
      '/document/rules',
    ],
  ])('with %s is refused, at its place, and nothing is changed', async (_, document, pointer) => {
    for (const reply of [await publish(document()), await preview(document() as Profile)]) {
      expect(reply.status).toBe(422)
      const { errors } = reply.body as unknown as { errors: { pointer: string }[] }
      expect(errors.some((one) => one.pointer.startsWith(pointer))).toBe(true)
    }
    expect((await read(admin)).document.version).toBe(newest.document.version)
  })
})

test('everybody may read the numbers of the law, of any version, and only administrators publish', async () => {
  expect((await read(caseworker)).document.rules.length).toBe(newest.document.rules.length)
  expect((await read(caseworker, '2026-11')).document.version).toBe('2026-11')
  expect((await force.as(caseworker)('GET', '/jurisdictions/int?version=1999-01')).status).toBe(404)
  expect((await force.as(caseworker)('GET', '/jurisdictions/xx')).status).toBe(404)
  const document = changed('referral.answer', { value: 5 })
  for (const role of ['caseworker', 'head', 'lead', 'auditor'] as const) {
    const person = await force.person(caseworker.agencyId, role)
    expect((await publish(document, {}, person)).status).toBe(403)
    expect((await preview(document, person)).status).toBe(403)
    const raw = rawConnection(force)
    await refused(
      raw.attempt(
        person,
        (sql) =>
          sql`insert into app.profiles (code, version, document, published_by) values ('int', '2999-01', '{}', ${person.id})`,
      ),
    )
    await refused(
      raw.attempt(
        admin,
        (sql) =>
          sql`insert into app.profiles (code, version, document, published_by) values ('int', '2999-01', '{}', ${person.id})`,
      ),
    )
    await raw.end()
  }
})

test('versions are numbered by the month, and within it one after another', () => {
  expect(nextVersion('2026-11', '2026-12')).toBe('2026-12')
  expect(nextVersion('2026-11', '2026-11')).toBe('2026-11.01')
  expect(nextVersion('2026-11.01', '2026-11')).toBe('2026-11.02')
  expect(nextVersion('2099-01', '2026-11') > '2099-01').toBe(true)
})

test('a referral that ended keeps its history as it was', async () => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  await act(force, caseworker, sent, 'accept')
  const before =
    await force.owner`select due_at from app.deadlines where subject_id = ${sent.id} and closed_at is not null order by id`
  await publish(changed('referral.answer', { value: 12 }), { moveRunning: true })
  await moveAll()
  expect(
    await force.owner`select due_at from app.deadlines where subject_id = ${sent.id} and closed_at is not null order by id`,
  ).toEqual(before)
})

test('a rule whose clock no action starts is said to be not used yet, by what the workflows declare', async () => {
  const { unused, document } = await read(admin)
  const starts = (one: {
    actions: Readonly<Record<string, { opens?: readonly string[]; resumes?: readonly string[] }>>
  }) => Object.values(one.actions).flatMap(({ opens = [], resumes = [] }) => [...opens, ...resumes])
  const started = new Set(
    [caseWorkflow, referralWorkflow, taskWorkflow, alertWorkflow, snapshotWorkflow, approvalWorkflow].flatMap(starts),
  )
  expect(unused.filter((key) => started.has(key))).toEqual([])
  // No rule whose deadline ever ran in this test may be listed as unused.
  const running = await force.owner<{ key: string }[]>`select distinct key from app.deadlines`
  expect(running.map(({ key }) => key).filter((key) => unused.includes(key))).toEqual([])
  expect(unused).toEqual(expect.arrayContaining(['decision.formal', 'consent.expiry', 'referral.outcome']))
  expect(document.rules.map(({ key }) => key)).toEqual(expect.arrayContaining(unused))
  const summary = (await list()).find(({ inForce }) => inForce)
  expect(summary?.unused).toBe(unused.length)
})

test('a profile with a calendar that is none is refused at its field, with what there is', async () => {
  const { status, body } = await preview({
    ...newest.document,
    version: newest.nextVersion,
    calendar: { country: 'GB', state: 'XX' },
  })
  expect([status, JSON.stringify(body)]).toEqual([422, expect.stringMatching(/\/document\/calendar.*GB-ENG/)])
})

test('a profile that names a party that the record does not have is refused at its rule', async () => {
  const { rules } = newest.document
  const { status, body } = await preview({
    ...newest.document,
    version: newest.nextVersion,
    rules: rules.map((rule) => (rule.key === 'request.answer' ? { ...rule, owes: 'decision-body' as const } : rule)),
  })
  const why = /request\.answer is owed by decision-body.*name one of/
  expect([status, JSON.stringify(body)]).toEqual([422, expect.stringMatching(why)])
  const at = rules.findIndex(({ key }) => key === 'request.answer')
  expect(JSON.stringify(body)).toContain(`"/document/rules/${at}/owes"`)
})

test('a rule that is left out is the default of its record type, shown as such and in the version that is published', async () => {
  const key = 'request.answer'
  const longer = changed(key, { value: 9 })
  expect((await publish(longer)).status).toBe(201)
  newest = await read(admin)
  expect(newest.defaults).toContain('gap.close')
  expect(newest.defaults).not.toContain(key)
  expect(newest.defaults).not.toContain('reflection')
  const rules = newest.document.rules.filter((rule) => rule.key !== key)
  const shorter = { ...newest.document, version: newest.nextVersion, rules }
  expect((await preview(shorter)).body.changes).toMatchObject([
    { key, variant: 0, before: { limit: { value: 9 } }, after: { limit: { value: 3 }, mark: 'design' } },
  ])
  const { status, body } = await publish(shorter)
  expect(status).toBe(201)
  expect(body.defaults).toContain(key)
  expect(body.document.rules.find((rule) => rule.key === key)?.limit.value).toBe(3)
})
