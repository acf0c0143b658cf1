import type { Action, Workflow } from '@palermo/shared/workflow.ts'

// What workflows declare, written as the rows by which the database refuses every other action (app.refuse_undeclared_act,
// app.refuse_strange_effects, app.refuse_stranger).

/** Statuses in which a row may begin, where these are not only the first one: sent onward at once, approved while founding. */
const begins: Readonly<Record<string, readonly string[]>> = {
  referral: ['draft', 'sent'],
  approval: ['asked', 'approved'],
}

/** Clocks that a creation may start besides the one that covers its first status. */
const besides: Readonly<Record<string, readonly string[]>> = {
  case: ['child.guardian', 'child.best-interests'],
  referral: ['referral.acknowledge'],
}

/** Of these a guard of their own asks that two people act: by the person, not by the relation. */
const guarded: readonly string[] = ['snapshot']

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

/** Actions that the database takes by itself: a row is created, and the lead moves where a lead referral is accepted. */
const ofDatabase = ({ name, statuses, covered }: Workflow): Row[] => {
  const first = begins[name] ?? [statuses[0]]
  const mayOpen = [...first.flatMap((status) => covered[status] ?? []), ...(besides[name] ?? [])]
  const leadMoved: Readonly<Record<string, readonly string[]>> = {
    case: statuses,
    referral: ['sent', 'received', 'queried', 'returned'],
  }
  const from = leadMoved[name]
  return [
    { noun: name, action: 'create', from: first, mayOpen },
    ...(from ? [{ noun: name, action: 'lead-moved', from }] : []),
  ]
}

const declared = ({ name, actionNames, actions }: Workflow): Row[] =>
  actionNames.map((action) => {
    const { from, to, opens, resumes, closes, notBy, behind }: Action = actions[action] as Action
    const by = guarded.includes(name) ? undefined : notBy
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

const word = (one: string): string => {
  if (!/^[a-zA-Z][a-zA-Z0-9.-]*$/.test(one))
    throw new Error(`${one} is no name of a status, an action, a clock or a role`)
  return one
}
const text = (one: string | undefined) => (one === undefined ? 'null' : `'${one === '' ? '' : word(one)}'`)
const list = (many: readonly string[] = []) => `'{${many.map(word).join(',')}}'`
const table = (name: string, columns: string, rows: readonly string[]) =>
  `delete from ${name};\ninsert into ${name} (${columns}) values\n${rows.map((row) => `  (${row})`).join(',\n')};\n`

/** The text of `db/objects/generated/actions.sql`. */
export const actionsSql = (workflows: readonly Workflow[]): string => {
  const all = workflows.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const rows = all.flatMap((workflow) => [...ofDatabase(workflow), ...declared(workflow)])
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
    '-- By whom: in which relation to the row as it was, and by which functions.',
    table(
      'app.act_permissions',
      'noun, action, relation, functions',
      all.flatMap(({ name, actionNames, actions }) =>
        actionNames.flatMap((action) =>
          (actions[action] as Action).may.map(({ relation, functions }) =>
            [text(name), text(action), text(relation), list(functions)].join(', '),
          ),
        ),
      ),
    ),
    '-- In which statuses a row waits for somebody, so that one without a holder is an orphan.',
    table(
      'app.watched',
      'noun, waits_in',
      all.map(({ name, statuses, final, resting = [] }) =>
        [text(name), list(statuses.filter((status) => !final.includes(status) && !resting.includes(status)))].join(
          ', ',
        ),
      ),
    ),
  ].join('\n')
}
