import { contractsOf } from '@palermo/shared/records/contracts-of.ts'
import { dueOn } from '@palermo/shared/records/declaration.ts'
import { agency, audience, code, flag, instant, staffMember, text } from '@palermo/shared/records/fields.ts'
import { creator } from '@palermo/shared/records/parties.ts'
import { recordType } from '@palermo/shared/records/record-type.ts'
import { by } from '@palermo/shared/workflow.ts'
import { v7 } from 'uuid'
import { expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'

const trial = recordType('trial', {
  plural: 'trials',
  area: 'prosecution.3',
  track: 'justice',
  dossier: 'case',
  keepsReference: true,
  compartment: 'C5',
  fields: {
    court: text({ max: 160 }),
    kind: code(['first', 'last']),
    startsAt: instant(),
    isOpen: flag(),
    judge: staffMember(),
    body: agency(),
    other: agency(),
    outcome: code(['continued']).optional(),
    audience: audience(),
  },
  parties: { owner: creator() },
  statuses: ['planned', 'held', 'cancelled'],
  final: ['held', 'cancelled'],
  covered: { planned: 'trial.report' },
  create: {
    may: by('owner', ['officer']),
    fields: ['court', 'kind', 'startsAt', 'audience?'],
    opens: { 'trial.report': dueOn('startsAt') },
  },
  actions: {
    hold: { from: ['planned'], to: 'held', may: by('owner', ['officer']), fields: ['outcome'], closes: 'all' },
    cancel: { from: ['planned'], to: 'cancelled', may: by('owner', ['officer']), closes: 'all' },
  },
  list: { sort: 'startsAt', columns: ['kind', 'status', 'body'], filters: ['status', 'kind', 'isOpen'] },
  page: '/trials/$id',
  example: { court: 'Regional court', kind: 'first', startsAt: '2026-12-24T09:00:00Z' },
})
const { Query, Summary, Reply, New, Act } = contractsOf(trial)

interface Head {
  id: string
  version: number
  status: 'planned' | 'held' | 'cancelled'
  caseId: string
  caseReference: string
  actions: ('hold' | 'cancel')[]
}

test('contracts have the static types of the declaration', () => {
  expectTypeOf<z.output<typeof Query>>().toEqualTypeOf<{
    limit: number
    cursor?: string | undefined
    caseId?: string | undefined
    status?: 'planned' | 'held' | 'cancelled' | undefined
    kind?: 'first' | 'last' | undefined
    isOpen?: boolean | undefined
  }>()
  expectTypeOf<z.output<typeof Summary>>().branded.toEqualTypeOf<
    Head & { kind: 'first' | 'last'; startsAt: string; body: string }
  >()
  expectTypeOf<z.output<typeof Reply>>().toHaveProperty('court').toEqualTypeOf<string | null>()
  expectTypeOf<z.output<typeof Reply>>().toHaveProperty('outcome').toEqualTypeOf<'continued' | null>()
  expectTypeOf<z.output<typeof Reply>>().not.toHaveProperty('judge')
  expectTypeOf<z.output<typeof New>>().toHaveProperty('kind').toEqualTypeOf<'first' | 'last'>()
  expect(Act).toBe(trial.Act)
})

test('a list has its columns and no text, and a reply names no staff and no agency that the list does not', () => {
  const head = ['id', 'version', 'status', 'caseId', 'caseReference']
  expect(Object.keys(Summary.shape)).toEqual([...head, 'kind', 'startsAt', 'body', 'actions'])
  expect(Object.keys(Reply.shape)).toEqual([
    ...head,
    ...['court', 'kind', 'startsAt', 'isOpen', 'body', 'outcome', 'audience'],
    'actions',
  ])
})

test('a query has the declared filters, and refuses any other', () => {
  const caseId = v7()
  const query = { caseId, status: 'held', kind: 'first', isOpen: 'true', limit: '2' }
  expect(Query.parse(query)).toEqual({ caseId, status: 'held', kind: 'first', isOpen: true, limit: 2 })
  for (const wrong of [{ court: 'Regional court' }, { status: 'ended' }, { isOpen: 'perhaps' }, { caseId: 'case' }])
    expect(Query.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false)
})

test('a creation takes the declared fields, and an audience that can be chosen', () => {
  const input = { caseId: v7(), ...trial.example }
  expect(New.safeParse(input).success).toBe(true)
  expect(New.safeParse({ ...input, audience: 'helping' }).success).toBe(true)
  expect(New.safeParse({ ...input, audience: 'as-before' }).success).toBe(false)
  expect(New.safeParse({ ...input, status: 'held' }).success).toBe(false)
  expect(New.safeParse({ ...input, caseId: undefined }).success).toBe(false)
})
