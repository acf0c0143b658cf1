import { AnswerBreach, breachReasons, isLate, isTooEarly, needsReason } from '@palermo/shared/deadlines/contract.ts'
import { describe, expect, test } from 'vitest'

const dueAt = '2026-11-26T15:59:59.999Z'
const before = '2026-11-26T15:00:00Z'
const after = '2026-11-26T16:00:00Z'

describe('late', () => {
  test.each([
    ['open before its due time', 'notAfter', null, before, false],
    ['open at the last millisecond', 'notAfter', null, dueAt, false],
    ['open after it', 'notAfter', null, after, true],
    ['closed in time, looked at long after', 'notAfter', before, '2027-01-01T00:00:00Z', false],
    ['closed too late', 'notAfter', after, '2027-01-01T00:00:00Z', true],
    ['a review not held', 'recurring', null, after, true],
    ['a period that ended', 'period', null, after, false],
    ['a day before which nothing may be decided', 'notBefore', null, after, false],
  ] as const)('%s', (_what, kind, closedAt, now, late) => {
    expect(isLate({ kind, dueAt, closedAt }, now)).toBe(late)
  })
})

test('a missed clock asks for its reason until one is given', () => {
  const clock = { kind: 'notAfter', dueAt, closedAt: null } as const
  expect(needsReason({ ...clock, breachReason: null }, after)).toBe(true)
  expect(needsReason({ ...clock, breachReason: 'workload' }, after)).toBe(false)
  expect(needsReason({ ...clock, breachReason: null }, before)).toBe(false)
})

test('a decision inside the protected days is too early, one after them is not', () => {
  expect(isTooEarly({ kind: 'notBefore', dueAt }, dueAt)).toBe(true)
  expect(isTooEarly({ kind: 'notBefore', dueAt }, after)).toBe(false)
  expect(isTooEarly({ kind: 'notAfter', dueAt }, before)).toBe(false)
})

test('a breach is answered by one of the coded reasons and by nothing else', () => {
  for (const reason of breachReasons) expect(AnswerBreach.parse({ reason })).toEqual({ reason })
  expect(AnswerBreach.safeParse({ reason: 'she would not come' }).success).toBe(false)
  expect(AnswerBreach.safeParse({ reason: 'other', words: 'she would not come' }).success).toBe(false)
})
