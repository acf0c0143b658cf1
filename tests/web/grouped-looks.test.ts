import type { Look } from '@palermo/shared/audit/contract.ts'
import { beforeAll, expect, test } from 'vitest'

interface Grouped {
  groupLooks(looks: readonly Look[]): { look: Look; count: number }[]
  whatFor(look: Pick<Look, 'kind' | 'subjectKind'>): string
}
let grouped: Grouped
beforeAll(async () => {
  grouped = await import(new URL('../../web/src/audit/grouped-looks.ts', import.meta.url).href)
})

const agency = { id: '0190a000-0000-7000-8000-000000000001', name: 'Blue Kite Support', sector: 'ngo' } as const
const look = (id: number, more: Partial<Look> = {}): Look => ({
  id: String(id),
  at: new Date(Date.UTC(2026, 0, 1) - id * 60_000).toISOString(),
  kind: 'case.viewed',
  subjectKind: 'case',
  agency,
  function: 'caseworker',
  personName: 'Caseworker One',
  refused: false,
  ...more,
})

test('lines that say the same of one person stand as one with their number, the newest first', () => {
  const lines = [
    look(1),
    look(2, { kind: 'documents.listed' }),
    look(3),
    look(4, { personName: 'Caseworker Two' }),
    look(5),
  ]
  expect(grouped.groupLooks(lines).map((one) => [one.look.id, one.count])).toEqual([
    ['1', 3],
    ['4', 1],
    ['5', 1],
  ])
})

test('a refused look, another act, another role or agency is never counted with the others', () => {
  const others: Partial<Look>[] = [
    { refused: true },
    { kind: 'case.acted' },
    { personName: null, function: 'supervisor' },
    { agency: { ...agency, id: '0190a000-0000-7000-8000-000000000002' } },
    { agency: null },
  ]
  for (const other of others) expect(grouped.groupLooks([look(1), look(2, other)])).toHaveLength(2)
  expect(grouped.groupLooks([])).toEqual([])
})

test('what was asked or changed is not called an opening of the case', () => {
  const what = (kind: string) => grouped.whatFor({ kind, subjectKind: 'case' })
  expect(what('case.viewed')).toBe('case')
  expect(what('approval.created')).toBe('request')
  expect(what('note.written')).toBe('acted')
  expect(what('bar.lift-asked')).toBe('acted')
  expect(what('case.timeline-viewed')).toBe('history')
  expect(what('access.ended')).toBe('ended')
  expect(what('case.printed')).toBe('printed')
})
