import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { openConnections } from '@palermo/db/database.ts'
import { followGaps } from '@palermo/db/gaps/commands.ts'
import { asJson } from '@palermo/db/json.ts'
import { readObjects, shippedFolders } from '@palermo/db/migrate/files.ts'
import { migrate } from '@palermo/db/migrate.ts'
import { urlFor } from '@palermo/db/roles.ts'
import { readRulebook } from '@palermo/db/rulebook.ts'
import { onSlot } from '@palermo/db/screen.ts'
import { buildDemo } from '@palermo/server/demo/build.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Profile, Rule } from '@palermo/shared/deadlines/profile.ts'
import { ruleFor } from '@palermo/shared/deadlines/rules.ts'
import { completeProfile, defaultsIn, withoutDefaults } from '@palermo/shared/jurisdictions/complete.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import { defaultRules, recordTypes } from '@palermo/shared/record-types.ts'
import { withLife } from '@palermo/shared/records/collection.ts'
import { rulesOfTypes } from '@palermo/shared/records/default-rules.ts'
import { clockFaults } from '@palermo/shared/records/holders.ts'
import postgres from 'postgres'
import { v7 } from 'uuid'
import { afterAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../database.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, leaveRulesToTypes } from '../task-force.ts'

const shipped = shippedProfiles()
const int = shipped.get('int') as Profile
const clocks = withLife(recordTypes).flatMap(({ name, clocks: keys }) => keys.map((key) => [key, name] as const))
const without = (profile: Profile, key: string): Profile => ({
  ...profile,
  rules: profile.rules.filter((rule) => rule.key !== key),
})

describe.each(clocks)('%s of %s, about which a profile says nothing', (key) => {
  test.each([...shipped])('has its default under %s, and every other rule stays', (_code, profile) => {
    const completed = completeProfile(without(profile, key))
    expect(ruleFor(completed, key)).toEqual(ruleFor({ ...profile, rules: [...defaultRules] }, key))
    expect(without(completed, key)).toEqual(without(profile, key))
    expect(clockFaults(recordTypes, completed)).toEqual([])
    expect(defaultsIn(completed)).toContain(key)
    expect(defaultsIn(without(profile, key))).toContain(key)
  })
})

test('what a profile says itself is never replaced, and is what a profile that builds upon it inherits', () => {
  const longer = int.rules.map(
    (rule): Rule => (rule.key === 'task.due' ? { ...rule, limit: { ...rule.limit, value: 9 } } : rule),
  )
  const changed = completeProfile({ ...int, rules: longer })
  expect(ruleFor(changed, 'task.due').limit.value).toBe(9)
  expect(defaultsIn(changed)).not.toContain('task.due')
  const own = withoutDefaults(changed).rules.map(({ key }) => key)
  expect(own).toContain('task.due')
  expect(own).not.toContain('alert.review')
  // The profile itself has a rule for the reflection period, so the default rule of the record type is not used.
  expect(own).toContain('reflection')
  expect(ruleFor(changed, 'reflection').mark).toBe('V')
})

test('a draft is kept as long as the head of the profile says, where it has no rule for drafts', () => {
  const shorter = completeProfile({ ...without(int, 'referral.draft'), draftLife: 14 })
  expect(ruleFor(shorter, 'referral.draft').limit).toMatchObject({ value: 14, unit: 'calendar-days' })
  expect(defaultsIn(shorter)).toContain('referral.draft')
})

describe('default rules that contradict the record types are refused when they are loaded', () => {
  const files = Object.fromEntries(
    withLife(recordTypes).flatMap(({ name, clocks: keys }) =>
      keys.length === 0 ? [] : [[name, defaultRules.filter(({ key }) => keys.includes(key))]],
    ),
  )
  const [answer] = files.handover ?? []

  test.each<[string, Record<string, readonly unknown[]>, RegExp]>([
    ['a clock without a default', { ...files, handover: [] }, /there is no rule for handover\.answer/],
    [
      'a default without a clock',
      { ...files, gap: [...(files.gap ?? []), { ...answer, key: 'gap.other' }] },
      /gaps\/clocks\.json has a rule for gap\.other, which is no clock of gap/,
    ],
    ['two defaults of one clock', { ...files, handover: [answer, answer] }, /two rules for handover\.answer/],
    ['a default that is marked as law', { ...files, handover: [{ ...answer, mark: 'V' }] }, /is marked as law/],
    ['a statutory default', { ...files, handover: [{ ...answer, nature: 'statutory' }] }, /is marked as law/],
    ['a default that no party owes', { ...files, handover: [{ ...answer, owes: 'assignee' }] }, /owed by assignee/],
    ['defaults of no type', { ...files, ghost: [] }, /ghost is no record type with a life/],
    ['a default of a type without a life', { ...files, contact: [] }, /contact is no record type with a life/],
  ])('%s', (_what, changed, why) => {
    expect(() => rulesOfTypes(recordTypes, changed)).toThrow(why)
    expect(rulesOfTypes(recordTypes, files)).toHaveLength(clocks.length)
  })
})

test('rules of a stored profile are read in one place, which completes them', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const readers = readdirSync(path.join(root, 'db/src'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && readFileSync(path.join(root, 'db/src', file), 'utf8').includes('Profile.parse('),
  )
  expect(readers).toEqual(['stored-profile.ts'])
  const statements = readObjects(shippedFolders.objects).filter(({ text }) =>
    /document\s*(->|#>)+\s*'\{?rules/.test(text),
  )
  expect(statements.map(({ name }) => name)).toEqual([])
  expect(readObjects(shippedFolders.objects).some(({ text }) => /document\s*->\s*'decisionBodies'/.test(text))).toBe(
    true,
  )
})

describe('an installation whose profile in force has no rule for any clock of a record type', () => {
  const ends: (() => Promise<unknown>)[] = []
  afterAll(async () => {
    for (const end of ends.reverse()) await end()
  })

  test('is adopted, and records of every type are created, acted on and watched by jobs under the defaults', async () => {
    const { url, drop } = await freshDatabase()
    ends.push(drop)
    const owner = postgres(url, { max: 2, onnotice: () => {} })
    ends.push(() => owner.end())
    await migrate(url, () => {})
    const keys = clocks.map(([key]) => key)
    // Inserts the shipped profiles without the default rules, which founding leaves unchanged because their version is
    // the same.
    for (const { code, version, rules, ...head } of shipped.values()) {
      const old = { ...head, code, version, rules: rules.filter(({ key }) => !keys.includes(key)) }
      await owner`insert into app.profiles (code, version, document) values (${code}, ${version}, ${owner.json(asJson(old))})`
    }
    await buildDemo({
      ownerUrl: url,
      ring: { newest: 1, keys: new Map([[1, randomBytes(32)]]) },
      log: () => {},
      until: 12,
      now: Date.now(),
    })

    const db = openConnections(urlFor(url, 'worker'), { size: 2 })
    ends.push(() => db.slots.end())
    await owner`update app.people set disabled_at = app.now() where function in ('supervisor', 'head')`
    await owner`
      insert into app.case_bars (case_id, person_id, reason, set_by)
        select c.id, p.id, 'relative', p.id from app.cases c join app.people p on p.agency_id = c.lead_agency_id on conflict do nothing`
    expect((await followGaps(db)).found).toBeGreaterThan(0)
    const { profile } = await onSlot(db, readRulebook)
    expect(defaultsIn(profile).toSorted()).toEqual(keys.toSorted())
    const ran = await owner<{ key: string }[]>`select distinct key from app.deadlines`
    const marks = await owner<
      { mark: string }[]
    >`select distinct applied_rule->>'mark' as mark from app.deadlines where key = any (${keys})`
    // The rules that started no deadline in the demo are tested below, and those of alerts and snapshots by the tests
    // of their routes.
    expect(keys.filter((key) => !ran.some((one) => one.key === key)).toSorted()).toEqual([
      'alert.acknowledge',
      'alert.review',
      'approval.answer',
      'decision.move-on',
      'decision.not-before',
      'handover.answer',
      'referral.service-start',
      'reflection',
      'request.answer',
      'snapshot.publish',
      'snapshot.sign',
    ])
    expect(marks).toEqual([{ mark: 'design' }])
    expect([...(await owner`select * from app.orphans()`)]).toEqual([])
  })

  test('opens and closes the clocks that are not in the story', async () => {
    const force = await aTaskForce()
    ends.push(() => force.end())
    await leaveRulesToTypes(force)
    await force.owner`update app.clock set moved = '2027-06-16T02:00:00Z'::timestamptz - now()`
    const keyed = () => ({ 'idempotency-key': v7() })
    const lead = await force.person(await force.agency('welfare'), 'caseworker')
    await force.person(lead.agencyId, 'supervisor')
    const health = await force.person(await force.agency('health'), 'caseworker')
    await force.person(health.agencyId, 'head')
    const sent = await aSentReferral(force, lead, health.agencyId, adult, 'service')
    const accepted = (await act(force, health, sent, 'accept')).body
    expect((await act(force, health, accepted, 'reach')).status).toBe(200)

    const caseId = accepted.caseId ?? ''
    const onCase = async (action: string, input: object) => {
      const { version } = (await force.as(lead)<Case>('GET', `/cases/${caseId}`)).body
      return force.as(lead)('POST', `/cases/${caseId}/actions`, { action, version, ...input })
    }
    expect((await onCase('begin-reflection', { on: '2027-06-01' })).status).toBe(200)
    expect((await onCase('end-reflection', { reason: 'public-order' })).status).toBe(200)
    const decision = { outcome: 'positive', on: '2027-06-15', early: 'person-asked' }
    expect((await onCase('record-decision', decision)).status).toBe(200)
    const colleague = await force.person(lead.agencyId, 'caseworker')
    const offer = { toPersonId: colleague.id, asked: 'yes', summary: [{ compartment: 'C1', text: 'Call the lawyer.' }] }
    expect((await onCase('hand-over', offer)).status).toBe(200)

    const wish = { caseId, compartment: 'C1', purpose: 'assistance', legalBasis: 'consent' }
    await force.moveClock('91 days')
    expect((await force.as(health)('POST', '/requests', wish, keyed())).status).toBe(201)

    const opened = await force.owner<{ key: string; mark: string }[]>`
      select distinct key, applied_rule->>'mark' as mark from app.deadlines where not key = any (array['reflection'])`
    expect(opened.map(({ key }) => key)).toEqual(
      expect.arrayContaining([
        'approval.answer',
        'decision.move-on',
        'decision.not-before',
        'handover.answer',
        'referral.service-start',
        'request.answer',
      ]),
    )
    expect(opened.filter(({ mark }) => mark !== 'design')).toEqual([])
  })
})
