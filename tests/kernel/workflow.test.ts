import { functions } from '@palermo/shared/actor.ts'
import { availableActions, by, relationsOf, workflow } from '@palermo/shared/workflow.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const sample = {
  relations: ['owner', 'assignee'],
  statuses: ['open', 'ajar', 'shut'],
  final: ['shut'],
  covered: { open: 'door.close', ajar: 'door.close' },
  actions: {
    push: { from: ['open'], to: 'ajar', may: by('owner', ['officer']), opens: ['door.close'] },
    close: { from: ['open', 'ajar'], to: 'shut', may: by('owner', ['officer', 'head']), closes: ['door.close'] },
    oil: { from: ['open', 'ajar'], may: by('assignee', functions) },
  },
} as const

test('a table that agrees with itself is a workflow', () => {
  expect(workflow('door', sample).actionNames).toEqual(['push', 'close', 'oil'])
})

test('where nobody is waited for, no clock is needed', () => {
  const { covered: _, ...rest } = sample
  expect(workflow('door', { ...rest, resting: ['ajar'], covered: { open: 'door.close' } }).resting).toEqual(['ajar'])
})

test.each([
  ['goes to a status that is none', { push: { ...sample.actions.push, to: 'gone' } }, /unknown status gone/],
  ['comes from a status that is none', { push: { ...sample.actions.push, from: ['gone'] } }, /unknown status gone/],
  ['names a relation that is none', { push: { ...sample.actions.push, may: by('stranger', ['officer']) } }, /stranger/],
  ['tells somebody who is none', { push: { ...sample.actions.push, notifies: ['stranger'] } }, /stranger/],
  ['can be taken by nobody', { push: { ...sample.actions.push, may: [] } }, /nobody/],
  ['comes from nowhere', { push: { ...sample.actions.push, from: [] } }, /nowhere/],
  ['leaves the end', { push: { ...sample.actions.push, from: ['open', 'shut'] } }, /no reopening/],
])('a table is refused in which an act %s', (_what, actions, why) => {
  expect(() => workflow('door', { ...sample, actions: { ...sample.actions, ...actions } } as never)).toThrow(why)
})

test.each([
  [
    'has no acts',
    { statuses: ['shut'], final: [], covered: { shut: 'x' }, actions: {} },
    /nothing leads out|no actions/,
  ],
  ['leaves a status without a clock', { covered: { open: 'door.close' } }, /ajar/],
  ['ends in a status that is none', { final: ['gone'] }, /gone/],
  ['begins at its end', { final: ['open', 'shut'] }, /begins/],
  [
    'has a status that nothing leads to',
    { statuses: ['open', 'ajar', 'shut', 'lost'], covered: { ...sample.covered, lost: 'x' } },
    /lost/,
  ],
  ['rests where it ends', { resting: ['shut'] }, /rests in shut/],
  ['has a status that nothing leads out of', { actions: { push: sample.actions.push } }, /ajar/],
])('a table is refused that %s', (_what, change, why) => {
  expect(() => workflow('door', { ...sample, ...change } as never)).toThrow(why)
})

test('what is offered is exactly what status, relation and function allow together', () => {
  const book = workflow('door', sample)
  fc.assert(
    fc.property(
      fc.constantFrom(...sample.statuses),
      fc.constantFrom(...functions),
      fc.boolean(),
      fc.boolean(),
      (status, role, ownAgency, assigned) => {
        const actor = { personId: 'p', agencyId: 'a', sector: 'ngo', function: role } as const
        const parties = {
          owner: { agencyId: ownAgency ? 'a' : 'b', personId: null },
          assignee: { agencyId: 'a', personId: assigned ? 'p' : 'q', inPerson: true as const },
        }
        expect(relationsOf(actor, parties)).toEqual([
          ...(ownAgency ? ['owner'] : []),
          ...(assigned ? ['assignee'] : []),
        ])
        const open = status !== 'shut'
        const expected = [
          ...(status === 'open' && ownAgency && role === 'officer' ? ['push'] : []),
          ...(open && ownAgency && (role === 'officer' || role === 'head') ? ['close'] : []),
          ...(open && assigned ? ['oil'] : []),
        ]
        expect(availableActions(book, { status, parties }, actor)).toEqual(expected)
      },
    ),
  )
})
