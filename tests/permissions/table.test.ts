import { functions, type StaffFunction, sectors } from '@palermo/shared/actor.ts'
import { compartmentsFor } from '@palermo/shared/cases/compartments.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import type { AnyType } from '@palermo/shared/records/collection.ts'
import { messaging } from '@palermo/shared/referrals/messages.ts'
import { allows, availableActions, type Workflow } from '@palermo/shared/workflow.ts'
import { beforeAll, expect, test } from 'vitest'
import { everyWorkflow } from './workflows.ts'

let workflows: Workflow[]
beforeAll(async () => {
  workflows = await everyWorkflow()
})

/** A Markdown table as the formatter lays it out. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]) => {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...rows].map((cells) => cells[i]?.length ?? 0)))
  const row = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  return [row(head), row(widths.map((width) => '-'.repeat(width))), ...rows.map(row)].join('\n')
}

/** Joins the rows of roles that have the same rights. */
const together = (rows: { role: StaffFunction; cells: string[] }[]) => {
  const groups = groupBy(rows, ({ cells }) => cells.join('|'))
  return [...groups.values()].map((group) => ({
    fns: group.map(({ role }) => role).join(', '),
    cells: group[0]?.cells ?? [],
  }))
}
const groupBy = <T>(items: readonly T[], key: (item: T) => string) => {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

const permissionsOf = (w: Workflow) =>
  table(
    ['as', 'in the function', ...w.statuses],
    w.relations.flatMap((relation) => {
      const rows = functions.map((role) => ({
        role,
        cells: w.statuses.map((status) =>
          w.actionNames
            .filter((name) => allows(w.actions[name] as Workflow['actions'][string], status, [relation], role))
            .join(', '),
        ),
      }))
      return together(rows)
        .filter(({ cells }) => cells.some((cell) => cell !== ''))
        .map(({ fns, cells }) => [relation, fns, ...cells])
    }),
  )

const actsOf = (w: Workflow) =>
  table(
    ['act', 'from', 'to', 'by', 'stops the clocks', 'starts the clocks', 'tells'],
    w.actionNames.map((name) => {
      const {
        from,
        to,
        may,
        behind,
        notBy,
        closes = [],
        opens = [],
        notifies = [],
      } = w.actions[name] as Workflow['actions'][string]
      const by = [
        ...new Set(
          may.map(
            ({ relation }) => `${relation}${behind ? ` behind ${behind}` : ''}${notBy ? `, not the ${notBy}` : ''}`,
          ),
        ),
      ]
      return [name, from.join(', '), to ?? '', by.join(', '), closes.join(', '), opens.join(', '), notifies.join(', ')]
    }),
  )

/** A row for each record type: who may read its records, and who may create them if the declaration says so. */
const knownOf = ({ name, dossier, compartment, parties, readBy, create, life, ...type }: AnyType) => {
  const place = typeof compartment === 'object' ? `the compartment in its field ${compartment.chosenBy}` : compartment
  const ways = Object.entries(readBy ?? {}).map(
    ([party, ways = []]) =>
      `${party} (${ways.map((way) => (typeof way === 'object' ? `if ${way.ifSet}` : way)).join(' or ')})`,
  )
  const readers =
    dossier === null ? `its parties alone: ${Object.keys(parties).join(', ')}` : `readers of ${place} of its case`
  const rights = [
    ...new Set((create.may ?? []).map(({ relation, functions: of }) => `${relation} as ${of.join(', ')}`)),
  ]
  return [
    `Known to ${readers}.${ways.length > 0 ? ` Open records are read by ${ways.join(', ')}.` : ''}`,
    `Created by ${rights.length > 0 ? rights.join('; ') : 'those whom its own code lets'}.`,
    ...(life
      ? []
      : [`Never changed${'withdrawn' in type && type.withdrawn ? ', and taken back by its author alone' : ''}.`]),
  ].join(' ')
}

const lifeOf = (w: Workflow) => [
  `Ends: ${w.final.join(', ')}. Watched meanwhile: ${Object.entries(w.covered)
    .map(([status, clock]) => `${status} by \`${clock}\``)
    .concat((w.resting ?? []).map((status) => `${status} by nobody, as nothing is waited for`))
    .join(', ')}.`,
  permissionsOf(w),
  actsOf(w),
]

test('who may do what is what stands in the table that was agreed', async () => {
  const parts = recordTypes.flatMap((type) => [
    `## ${type.name}`,
    knownOf(type),
    ...(type.life ? lifeOf(type.workflow) : []),
  ])
  const compartments = table(
    ['sector', ...functions],
    sectors.map((sector) => [
      sector,
      ...functions.map((role) => compartmentsFor({ sector, function: role }).join(' ')),
    ]),
  )
  const text = [
    '# Who may do what',
    'Written by `tests/permissions/table.test.ts` out of the workflows; a change here is a change of rights. A person acts through every way of standing to a thing that applies.',
    ...parts,
    '## Messages between the two ends of a referral',
    table(
      ['as', 'in the function', 'while it is'],
      messaging.may.map(({ relation, functions: fns }) => [relation, fns.join(', '), messaging.from.join(', ')]),
    ),
    '## Walls of a case',
    'In which compartments a member of staff may stand at all, once on the case.',
    compartments,
  ].join('\n\n')
  await expect(
    `${text}\n`,
    'If this change of rights is meant: npm test -- tests/permissions/table.test.ts -u',
  ).toMatchFileSnapshot('./who-may-do-what.md')
})

test('who stands outside of every relation may do nothing, whatever the function', () => {
  for (const w of workflows) {
    for (const role of functions) {
      for (const status of w.statuses) {
        const actor = { personId: 'p', agencyId: 'a', sector: 'police', function: role } as const
        const parties = Object.fromEntries(w.relations.map((relation) => [relation, { agencyId: 'b', personId: 'q' }]))
        expect(availableActions(w, { status, parties }, actor), `${w.name} ${status} ${role}`).toEqual([])
      }
    }
  }
})

// Approvals are left out, because administrators request and answer them.
test('those who keep the system or the overview, and not the work, may do nothing to it', () => {
  for (const w of workflows.filter(({ name }) => name !== 'approval')) {
    for (const role of ['administrator', 'auditor', 'lead', 'integrity-officer'] as const) {
      // Snapshots are left out for the task-force lead, because the lead signs published figures.
      if (w.name === 'snapshot' && role === 'lead') continue
      for (const status of w.statuses) {
        const may = w.actionNames.filter((name) =>
          allows(w.actions[name] as Workflow['actions'][string], status, w.relations, role),
        )
        expect(may, `${w.name} ${status} ${role}`).toEqual([])
      }
    }
  }
})

test('from every status that is not final somebody can go on, and the clock alone never decides for a person', () => {
  // Gaps are left out, because a gap ends only when an account is added or a bar is lifted: no action on a gap gives
  // access.
  for (const w of workflows.filter(({ name }) => name !== 'gap')) {
    for (const status of w.statuses.filter((one) => !w.final.includes(one))) {
      const byPeople = w.actionNames.filter((name) => {
        const action = w.actions[name] as Workflow['actions'][string]
        return action.from.includes(status) && action.may.some(({ functions: fns }) => fns.length > 0)
      })
      expect(byPeople.length, `${w.name} ${status}`).toBeGreaterThan(0)
    }
  }
})
