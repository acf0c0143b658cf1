import { code, flag, instant, text } from '@palermo/shared/records/fields.ts'
import { creator } from '@palermo/shared/records/parties.ts'
import { recordType } from '@palermo/shared/records/record-type.ts'
import { newOf, replyOf } from '@palermo/shared/records/replies.ts'
import { by } from '@palermo/shared/workflow.ts'
import { expect, test } from 'vitest'

const id = '0193c2a0-0000-7000-8000-000000000001'
const base = {
  plural: 'visits',
  area: 'protection.5',
  track: null,
  compartment: 'C1',
  fields: { place: text({ max: 20 }), kind: code(['home', 'office']), at: instant().optional(), urgent: flag() },
  parties: { owner: creator() },
  statuses: ['planned', 'made'],
  final: ['made'],
  covered: { planned: 'visit.make' },
  create: { fields: ['place', 'kind', 'at?'] },
  actions: { make: { from: ['planned'], to: 'made', may: by('owner', ['caseworker']), closes: 'all' } },
  page: 'dossier',
  example: { place: 'At the office', kind: 'office' },
} as const
const visit = recordType('visit', { ...base, dossier: 'case' })
const survey = recordType('survey', { ...base, plural: 'surveys', dossier: null })

const Visit = replyOf(visit, ['place', 'kind', 'at'])
const shown = { id, version: 1, status: 'planned', actions: ['make'], place: null, kind: 'home', at: null }
const inCase = { caseId: id, caseReference: 'P-2345-6789' }

test('a reply has its case, null for text that is closed to the reader and for what the row lacks, and nothing undeclared', () => {
  expect(Visit.parse({ ...shown, ...inCase, urgent: true })).toEqual({ ...shown, ...inCase })
  expect(Visit.safeParse(shown).success).toBe(false)
  for (const wrong of [{ status: 'held' }, { kind: null }, { actions: ['cancel'] }, { version: 1.5 }])
    expect(Visit.safeParse({ ...shown, ...inCase, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
})

test('a reply of a type without a dossier names no case', () => {
  const Survey = replyOf(survey, ['kind'])
  const { at, place, ...rest } = shown
  expect(Survey.parse({ ...rest, ...inCase })).toEqual(rest)
})

test('a creation takes the declared fields and the case, and refuses every other', () => {
  const New = newOf(visit)
  const sent = { caseId: id, place: 'A café', kind: 'home' }
  expect(New.parse(sent)).toEqual(sent)
  for (const wrong of [{ caseId: undefined }, { kind: 'street' }, { at: 'tomorrow' }, { urgent: true }, { place: '' }])
    expect(New.safeParse({ ...sent, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
  expect(newOf(survey).safeParse(sent).success).toBe(false)
})
