import { moveToProfiles } from '@palermo/db/jurisdictions/commands.ts'
import type { ProfileDocument, ProfileSummary } from '@palermo/shared/jurisdictions/contract.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let admin: TestPerson
beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  admin = await force.person(await force.agency('secretariat'), 'administrator')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

/** Moves deadlines in pages of two, until the pass is complete. Returns how many were moved and read. */
const passThrough = async (settles: number) => {
  const pass = { moved: 0, read: 0 }
  for (let more = true; more; ) {
    const page = await moveToProfiles(hands.db, { settles, most: 2 })
    expect(page.read).toBeLessThanOrEqual(2)
    pass.moved += page.moved
    pass.read += page.read
    more = page.more
  }
  return pass
}

describe('clocks that run, moved to a new version', () => {
  test('are read once a pass, page by page, and one that is started meanwhile under the old version is moved too', async () => {
    const officer = await force.person(await force.agency('police'), 'officer')
    const ngo = await force.agency('ngo')
    for (let n = 0; n < 5; n += 1) await aSentReferral(force, officer, ngo)
    const { document: law, nextVersion: version } = (
      await force.as(admin)<ProfileDocument>('GET', '/jurisdictions/int')
    ).body
    const rules = law.rules.map((rule) =>
      rule.key === 'referral.answer' ? { ...rule, limit: { ...rule.limit, value: 7 } } : rule,
    )
    const document = { ...law, version, rules }
    const answers = () => force.owner<{ id: string; version: string }[]>`
      select id, profile_version as version from app.deadlines where key = 'referral.answer' and closed_at is null order by id`
    // Closes the first deadline during the first pass, so that the pass misses it like a deadline that is started
    // later.
    const [first, ...others] = await answers()
    await force.owner`update app.deadlines set closed_at = app.now() where id = ${first?.id ?? ''}`
    const standing = async () => {
      const [row] = await force.owner<{ n: number }[]>`select count(*)::int as n from app.deadlines
        where closed_at is null and profile_version < ${document.version} and not coalesce((applied_rule->>'ownDate')::boolean, false)`
      return row?.n ?? 0
    }
    const before = await standing()
    expect((await force.as(admin)('POST', '/jurisdictions', { document, moveRunning: true })).status).toBe(201)

    const newest = async () => {
      const { items } = (await force.as(admin)<{ items: ProfileSummary[] }>('GET', '/jurisdictions')).body
      return items.find(({ code }) => code === law.code)?.versions[0]
    }
    const once = await passThrough(3600)
    expect(once.read).toBe(before)
    expect(once.moved).toBe(others.length)
    // No further pass is made before all processes use the new version.
    expect(await passThrough(3600)).toEqual({ moved: 0, read: 0 })
    expect((await newest())?.movedAt).toBeNull()

    await force.owner`update app.deadlines set closed_at = null where id = ${first?.id ?? ''}`
    const left = await standing()
    expect(left).toBe(before - once.moved + 1)
    expect(await passThrough(0)).toEqual({ moved: 1, read: left })
    expect((await answers()).every(({ version }) => version === document.version)).toBe(true)
    expect(await newest()).toMatchObject({ moved: others.length + 1, movedAt: expect.any(String) })
    expect(await passThrough(0)).toEqual({ moved: 0, read: 0 })
  })

  test('are given in pages to the worker alone', async () => {
    for (const role of ['api', 'keys', 'queue'] as const) {
      const raw = rawConnection(force, role)
      await refused(
        raw.attempt(
          role === 'api' ? admin : null,
          (sql) => sql`select * from app.standing_clocks_page(null, null, '{}', null, 1)`,
        ),
      )
      await raw.end()
    }
  })
})
