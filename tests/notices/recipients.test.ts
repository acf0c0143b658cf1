import { readFile } from 'node:fs/promises'
import type { StaffFunction } from '@palermo/shared/actor.ts'
import { topicOf, topics } from '@palermo/shared/notice-facts.ts'
import { type Address, type Colleague, recipientsOf } from '@palermo/shared/notices/recipients.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import { withLife } from '@palermo/shared/records/collection.ts'
import { describe, expect, test } from 'vitest'

const colleague = (id: string, agencyId: string, staffRole: StaffFunction): Colleague => ({
  id,
  agencyId,
  function: staffRole,
})
const people = [
  colleague('ana', 'ngo', 'caseworker'),
  colleague('ben', 'ngo', 'supervisor'),
  colleague('cat', 'ngo', 'administrator'),
  colleague('dan', 'police', 'officer'),
  colleague('eve', 'police', 'head'),
  colleague('fay', 'task-force', 'lead'),
]
const to = (address: Partial<Address>): Address => ({ agencyId: 'ngo', personId: null, ...address })
const told = (addresses: Address[], actor: string | null = null, among = people) =>
  recipientsOf(addresses, among, actor).map(({ person }) => person.id)

describe('who is told', () => {
  test.each<[string, Address, string[]]>([
    ['the person whose work it is', to({ personId: 'ana' }), ['ana']],
    ['whoever works the queue, where it is nobody’s yet', to({}), ['ana', 'ben']],
    ['the queue, where the person has left', to({ personId: 'gone' }), ['ana', 'ben']],
    ['the supervisors', to({ role: 'supervisor' }), ['ben']],
    ['the supervisors, where there is no head', to({ role: 'head' }), ['ben']],
    ['the head, where there is no supervisor', to({ agencyId: 'police', role: 'supervisor' }), ['eve']],
    ['the leads, whose agency does not matter', to({ agencyId: null, role: 'lead' }), ['fay']],
    ['nobody, where nobody is', to({ agencyId: 'empty' }), []],
  ])('is %s', (_, address, expected) => {
    expect(told([address])).toEqual(expected)
  })

  test('is the queue where an agency has neither head nor supervisor', () => {
    expect(told([to({ role: 'head' })], null, [colleague('ana', 'ngo', 'caseworker')])).toEqual(['ana'])
  })

  test('is never the one who acts, not even by a detour', () => {
    expect(told([to({ personId: 'ana' }), to({})], 'ana')).toEqual(['ben'])
    expect(told([to({ personId: 'ana' })], 'ana')).toEqual([])
  })

  test('is everybody once, by the first address that reaches them', () => {
    const both = [to({ role: 'supervisor', topic: 'clock.escalate' }), to({ topic: 'clock.due' })]
    expect(
      recipientsOf(both, people, null).map(({ person, address, inPerson }) => [person.id, address.topic, inPerson]),
    ).toEqual([
      ['ben', 'clock.escalate', false],
      ['ana', 'clock.due', false],
    ])
  })
})

test('every act that tells somebody has its fact', () => {
  const acts = withLife(recordTypes).flatMap(({ name, actions, create }) =>
    Object.entries({ ...actions, create }).flatMap(([act, { notifies }]) => (notifies ? [`${name}.${act}`] : [])),
  )
  expect(acts.length).toBeGreaterThan(10)
  expect(acts.filter((act) => topicOf(act) === act || !topics.includes(topicOf(act)))).toEqual([])
})

test('every fact has its words', async () => {
  const catalogue = new URL('../../web/src/notices/messages.en.json', import.meta.url)
  const words = JSON.parse(await readFile(catalogue, 'utf8')) as Record<string, string>
  expect(topics.filter((topic) => !Object.hasOwn(words, `notices.topics.${topic}`))).toEqual([])
})
