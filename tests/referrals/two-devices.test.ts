import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { act, aDraft, adult } from './story.ts'

let force: TaskForce
let officer: TestPerson
let ngo: string

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  ngo = await force.agency('ngo')
})
afterAll(() => force.end())

const save = (draft: Pick<Referral, 'id' | 'version'>, answers: Answers, seenAt?: string) =>
  force.as(officer)<Draft & { type: string }>('PUT', `/referrals/${draft.id}/draft`, {
    version: draft.version,
    answers,
    ...(seenAt ? { seenAt } : {}),
  })
const told = (story: string): Answers => ({ ...adult, 'what-happened': story })
const kept = async (id: string) => (await force.as(officer)<Draft>('GET', `/referrals/${id}/draft`)).body

describe('a draft on two devices', () => {
  test('is saved over the state that was seen, and never over a newer one', async () => {
    const draft = await aDraft(force, officer, ngo)
    const phone = await save(draft, told('Canary from the phone.'), draft.updatedAt)
    expect(phone.status).toBe(200)
    const desk = await save(draft, told('Canary from the desk.'), draft.updatedAt)
    expect(desk.status).toBe(409)
    expect(desk.body.type).toBe('/problems/changed-meanwhile')
    expect(JSON.stringify(desk.body)).not.toContain('Canary from the desk')
    expect((await kept(draft.id)).answers['what-happened']).toBe('Canary from the phone.')

    const seen = await save(draft, told('Canary from the desk.'), phone.body.referral.updatedAt)
    expect(seen.body.answers['what-happened']).toBe('Canary from the desk.')
  })

  test('which save at the same time: one is kept, the others are told', async () => {
    const draft = await aDraft(force, officer, ngo)
    const stories = ['one', 'two', 'three', 'four', 'five']
    const replies = await Promise.all(stories.map((story) => save(draft, told(story), draft.updatedAt)))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
    const winner = replies.find(({ status }) => status === 200)
    expect((await kept(draft.id)).answers).toEqual(winner?.body.answers)
  })

  test('sent from one of them takes nothing from the other any more', async () => {
    const draft = await aDraft(force, officer, ngo)
    await act(force, officer, draft, 'send')
    const late = await save(draft, told('Canary too late.'), draft.updatedAt)
    expect(late.body.type).toBe('/problems/changed-meanwhile')
    expect((await kept(draft.id)).answers['what-happened']).toBe(adult['what-happened'])
  })

  test('is saved by a program that says nothing of what it saw, as before', async () => {
    const draft = await aDraft(force, officer, ngo)
    expect((await save(draft, told('one'))).status).toBe(200)
    expect((await save(draft, told('two'))).status).toBe(200)
    expect((await save(draft, told('three'), 'yesterday')).status).toBe(422)
  })
})
