import { type AnyRecordType, type AnyType, withLife } from '@palermo/shared/records/collection.ts'
import { columnOf } from '@palermo/shared/records/fields.ts'
import type { Action } from '@palermo/shared/workflow.ts'

// Writes the declared actions of all record types as SQL rows. The database refuses every action that is not among
// these rows (app.refuse_undeclared_act, app.refuse_strange_effects, app.refuse_stranger).

interface Row {
  noun: string
  action: string
  from: readonly string[]
  to?: string
  opens?: readonly string[]
  mayOpen?: readonly string[]
  closes?: readonly string[]
  notBy?: string
  behind?: string
}

/**
 * Returns the changes of a row without an action of its own workflow: its creation, or a change by an action of another
 * record.
 */
const ofDatabase = ({ name, workflow, alongside = {} }: AnyRecordType): Row[] => {
  const beginnings = Object.values(workflow.begins)
  const may = [...new Set(beginnings.flatMap(({ opens, opensForChild }) => [...opens, ...opensForChild]))]
  // The deadlines that the creation of a row starts, whatever the initial status is.
  const opens = may.filter((key) => beginnings.every((one) => one.opens.includes(key)))
  const mayOpen = may.filter((key) => !opens.includes(key))
  return [
    { noun: name, action: 'create', from: Object.keys(workflow.begins), opens, mayOpen },
    ...Object.entries(alongside).map(([action, statuses]) => ({ noun: name, action, from: statuses })),
  ]
}

const declared = ({ name, parties, workflow: { actionNames, actions } }: AnyRecordType): Row[] =>
  actionNames.map((action) => {
    const { from, to, opens, resumes, closes, notBy, behind }: Action = actions[action] as Action
    // If only some rows have this party, a database guard of its own checks `notBy`, so that the table names no party.
    const by = notBy !== undefined && parties[notBy]?.conditional ? undefined : notBy
    return {
      noun: name,
      action,
      from,
      ...(to === undefined ? {} : { to }),
      ...(opens ? { opens } : {}),
      ...(resumes ? { mayOpen: resumes } : {}),
      ...(closes ? { closes } : {}),
      ...(by === undefined ? {} : { notBy: by }),
      ...(behind === undefined ? {} : { behind }),
    }
  })

/**
 * Returns the columns of the row that store each party of an action: the column of the agency and, for a party that is
 * a person, the person's column.
 */
const keptParties = ({ name, parties, workflow: { actions } }: AnyRecordType): string[] => {
  const named = new Set(
    Object.values(actions).flatMap(({ may, notBy }) => [
      ...may.map(({ relation }) => relation),
      ...(notBy === undefined ? [] : [notBy]),
    ]),
  )
  return Object.entries(parties).flatMap(([relation, { kind, agency, person, conditional }]) => {
    if (!named.has(relation) || agency === undefined || conditional) return []
    const columns = [column(agency), kind === 'person' ? column(person) : 'null']
    return [[text(name), text(relation), ...columns].join(', ')]
  })
}

/** Returns the declared permissions: which party may take each action, and which rows a job may create. */
const permissions = ({ parties, create, workflow: { actionNames, actions } }: AnyRecordType) => [
  ...actionNames.flatMap((action) => (actions[action] as Action).may.map((permission) => ({ action, ...permission }))),
  ...(create.may ?? [])
    .filter(({ relation }) => parties[relation]?.kind === 'clock')
    .map((permission) => ({ action: 'create', ...permission })),
]

/** Returns the text if it is a plain name, so that no text of a declaration can become SQL. Throws otherwise. */
export const word = (one: string): string => {
  if (!/^[a-zA-Z][a-zA-Z0-9.-]*$/.test(one))
    throw new Error(`${one} is no name of a status, an action, a clock or a role`)
  return one
}
const text = (one: string | undefined) => (one === undefined ? 'null' : `'${one === '' ? '' : word(one)}'`)
export const column = (field: string | undefined) => {
  const name = field === undefined ? '' : columnOf(field)
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${name} is no name of a column`)
  return `'${name}'`
}
const list = (many: readonly string[] = []) => `'{${many.map(word).join(',')}}'`
const table = (name: string, columns: string, rows: readonly string[]) =>
  `delete from ${name};\ninsert into ${name} (${columns}) values\n${rows.map((row) => `  (${row})`).join(',\n')};\n`

/** Returns the statuses in which a row waits for an action. */
export const waitingIn = ({ statuses, final, resting = [] }: AnyRecordType['workflow']): string[] =>
  statuses.filter((status) => !final.includes(status) && !resting.includes(status))

const coveringOf = (name: string, { covered }: AnyRecordType['workflow'], status: string): string => {
  const key = covered[status]
  if (key === undefined) throw new Error(`${name} waits in ${status}, and no deadline covers it`)
  return key
}

/** Returns the text of `db/objects/generated/actions.sql`. */
export const actionsSql = (types: readonly AnyType[]): string => {
  const all = withLife(types).toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const rows = all.flatMap((type) => [...ofDatabase(type), ...declared(type)])
  return [
    '-- Written by `npm run db:generate` from the record types in shared/src: edit those, not this file.\n',
    table(
      'app.acts',
      'noun, action, from_statuses, to_status, opens, may_open, closes, not_by, behind',
      rows.map(({ noun, action, from, to, opens, mayOpen, closes, notBy, behind }) =>
        [
          text(noun),
          text(action),
          list(from),
          text(to),
          list(opens),
          list(mayOpen),
          list(closes),
          text(notBy),
          text(behind),
        ].join(', '),
      ),
    ),
    '-- Which columns of a row keep each of its parties.',
    table('app.act_parties', 'noun, relation, agency_column, person_column', all.flatMap(keptParties)),
    '-- By whom: in which relation to the row as it was, and by which functions.',
    table(
      'app.act_permissions',
      'noun, action, relation, functions',
      all.flatMap((type) =>
        permissions(type).map(({ action, relation, functions }) =>
          [text(type.name), text(action), text(relation), list(functions)].join(', '),
        ),
      ),
    ),
    '-- The statuses in which a row must have an open deadline, and which deadline covers each: a row without it is an orphan.',
    table(
      'app.watched',
      'noun, waits_in, covered_by',
      all.map(({ name, workflow }) => {
        const waits = waitingIn(workflow)
        return [text(name), list(waits), list(waits.map((status) => coveringOf(name, workflow, status)))].join(', ')
      }),
    ),
  ].join('\n')
}
