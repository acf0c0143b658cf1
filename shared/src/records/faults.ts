import { compartments, openCompartments } from '../compartments.ts'
import { sentFields } from './contracts.ts'
import type { CreationEffects, CreationOpenings, Recipients, RecordAction, RecordBase } from './declaration.ts'
import { type Field, type Fields, fieldKinds } from './fields.ts'
import type { PartyKind, PartyKinds } from './parties.ts'

type Base = RecordBase<Fields, PartyKinds, string>

/**
 * Returns the contradictions in the declaration of any record type, each with the line and the correction.
 * Contradictions of statuses and actions are found by `workflow()`.
 */
export const faultsOfRecord = (
  table: Base,
  fields: Fields,
  actions: Readonly<Record<string, RecordAction>> = {},
): string[] => [
  ...faultsOfCompartment(table, fields),
  ...Object.entries(fields).flatMap(([name, field]) => faultsOfField(table, fields, name, field)),
  ...Object.entries(table.parties).flatMap(([name, party]) => faultsOfParty(table.parties, fields, name, party)),
  ...faultsOfList(table, fields),
  ...faultsOfSent(fields, 'create', table.create),
  ...faultsOfNotified(table, 'create', table.create.notifies),
  ...beginningsBeside(table.create).flatMap(([status, effects]) => [
    ...faultsOfSent(fields, `create.alsoIn.${status}`, effects),
    ...faultsOfNotified(table, `create.alsoIn.${status}`, effects.notifies),
  ]),
  ...faultsOfNotices(table, actions),
  ...faultsOfExample(table, fields),
]

/** Returns the contradictions of one action that `workflow()` does not find. */
export const faultsOfAction = (table: Base, fields: Fields, name: string, action: RecordAction): string[] => {
  const at = `actions.${name}`
  const stamped = action.stamps === undefined ? undefined : fields[action.stamps]
  return [
    ...faultsOfSent(fields, at, action),
    ...faultsOfNotified(table, at, action.notifies, action.behind),
    ...(action.stamps !== undefined && stamped?.kind !== 'instant'
      ? [
          `${at}.stamps names ${action.stamps}, which is no instant: declare fields.${action.stamps} as instant().optional()`,
        ]
      : []),
  ]
}

/** Checks that the compartment of the type is in use, or that a field of the row names the compartment. */
const faultsOfCompartment = ({ compartment }: Base, fields: Fields): string[] => {
  if (typeof compartment === 'object')
    return fields[compartment.chosenBy]?.kind === 'compartment'
      ? []
      : [`compartment is chosen by ${compartment.chosenBy}: declare fields.${compartment.chosenBy} as compartment([…])`]
  if (compartment === 'C0' || openCompartments.some((one) => one === compartment)) return []
  const known = compartments.some((one) => one === compartment)
  return [
    `compartment ${compartment} is ${known ? 'not open yet' : 'unknown'}: write one of C0, ${openCompartments.join(', ')}`,
  ]
}

const faultsOfField = (
  { compartment }: Base,
  fields: Fields,
  name: string,
  { kind, sealedIn, target }: Field,
): string[] => {
  const at = `fields.${name}`
  if (kind === 'reference' && !target) return [`${at} is a reference to nothing: name a record type`]
  if (kind !== 'text') return []
  if (typeof sealedIn === 'object')
    return fields[sealedIn.field]?.kind === 'compartment'
      ? []
      : [`${at} is sealed in the compartment of fields.${sealedIn.field}: declare it as compartment([…])`]
  if (sealedIn !== undefined && !openCompartments.some((one) => one === sealedIn))
    return [`${at} is sealed in ${sealedIn}, which is not open: write one of ${openCompartments.join(', ')}`]
  return compartment === 'C0' && sealedIn === undefined
    ? [
        `${at} is free text and C0 holds none: write sealedIn: one of ${openCompartments.join(', ')}, or a field that names it`,
      ]
    : []
}

const faultsOfParty = (parties: PartyKinds, fields: Fields, name: string, party: PartyKind): string[] => {
  const at = `parties.${name}`
  const columns = [
    ['agency', party.agency],
    ['staffMember', party.person],
    ['staffMember', party.unless],
  ] as const
  const unknown = columns.flatMap(([kind, column]) =>
    column === undefined || fields[column]?.kind === kind
      ? []
      : [`${at} is kept in ${column}: declare fields.${column} as ${kind}()`],
  )
  const { orElse } = party
  if (orElse === undefined) return unknown
  const substitute = parties[orElse]
  if (substitute === undefined) return [...unknown, `${at}.orElse names ${orElse}, which is no party of it`]
  return isAlwaysThere(fields, substitute) || substitute.orElse !== undefined
    ? unknown
    : [...unknown, `${at}.orElse names ${orElse}, whom a row may lack: give ${orElse} an orElse, or name another`]
}

/** Whether every row has this party. */
export const isAlwaysThere = (fields: Fields, { kind, agency, person, unless }: PartyKind): boolean =>
  agency !== undefined &&
  unless === undefined &&
  fields[agency]?.isOptional === false &&
  (kind !== 'person' || (person !== undefined && fields[person]?.isOptional === false))

/**
 * Checks the fields of a list, its filters and its sort orders: a list must not show a sealed field, or a field of a
 * compartment with fewer readers than its own.
 */
const faultsOfList = ({ list }: Base, fields: Fields): string[] => {
  if (list === undefined) return []
  const shown = [
    ...list.columns.map((name) => ['columns', name, 'listable'] as const),
    ...list.filters.map((name) => ['filters', name, 'listable'] as const),
    ['sort', list.sort, 'sortable'] as const,
  ]
  return shown.flatMap(([part, name, property]) => {
    if (name === 'status' || name === 'createdAt') return []
    const field = fields[name]
    if (field === undefined) return [`list.${part} names ${name}, which is no field of it`]
    return fieldKinds[field.kind][property]
      ? []
      : [`list.${part} names ${name}: a field of the kind ${field.kind} would be readable there, so take it out`]
  })
}

const faultsOfSent = (fields: Fields, at: string, part: CreationEffects & Pick<RecordAction, 'fields' | 'input'>) => [
  ...sentFields(part.fields ?? []).flatMap(({ as, field }) => [
    ...(fields[field] === undefined ? [`${at}.fields names ${field}, which is no field of it`] : []),
    ...(part.input?.shape[as] === undefined
      ? []
      : [`${at} takes ${as} twice, in fields and in input: take one of them out`]),
  ]),
  ...openingsOf(part.opens).flatMap(({ key, due }) =>
    due === undefined || ['instant', 'day'].includes(fields[due]?.kind ?? '')
      ? []
      : [`${at}.opens.${key} is due on ${due}, which is no date: declare fields.${due} as instant() or day()`],
  ),
]

/**
 * A deadline that starts. `due` is the field with its due date, if the deadline does not use the limit in the profile.
 */
export interface Opening {
  key: string
  due?: string
  only?: 'child'
}

export const openingsOf = (opens: CreationOpenings = []): Opening[] =>
  isKeys(opens)
    ? opens.map((key) => ({ key }))
    : Object.entries(opens).map(([key, how]) => ({ key, ...('only' in how ? how : { due: how.dueOn }) }))
const isKeys = (opens: CreationOpenings): opens is readonly string[] => Array.isArray(opens)

/** Returns every place where a deadline starts, with the line of the declaration. */
export const allOpenings = (
  create: RecordBase<Fields, PartyKinds, string>['create'],
  actions: Readonly<Record<string, RecordAction>>,
): (Opening & { at: string })[] =>
  [
    ['create', create.opens] as const,
    ...beginningsBeside(create).map(([status, { opens }]) => [`create.alsoIn.${status}`, opens] as const),
    ...Object.entries(actions).map(([name, { opens }]) => [`actions.${name}`, opens] as const),
  ].flatMap(([at, opens]) => openingsOf(opens).map((opening) => ({ ...opening, at })))

/**
 * Returns the errors of deadlines that are due on a date of the row: each deadline must use the same date, or its
 * limit, wherever it starts.
 */
export const faultsOfDates = (
  create: RecordBase<Fields, PartyKinds, string>['create'],
  actions: Readonly<Record<string, RecordAction>>,
): string[] => {
  const all = allOpenings(create, actions)
  return all.flatMap(({ key, due, at }) => {
    const dated = all.find((other) => other.key === key && other.due !== undefined)
    return dated?.due === undefined || dated.due === due
      ? []
      : [
          `${at}.opens.${key} is due ${due === undefined ? 'by its limit' : `on ${due}`}, and ${dated.at}.opens.${key} on ${dated.due}: write dueOn('${dated.due}') in both`,
        ]
  })
}

/** Returns the initial statuses other than the first, with the effects of each. */
export const beginningsBeside = ({ alsoIn = {} }: RecordBase<Fields, PartyKinds, string>['create']) =>
  Object.entries(alsoIn).flatMap(([status, effects]): [string, CreationEffects][] =>
    effects === undefined ? [] : [[status, effects]],
  )

/** Whether every staff member of this party's agency can read the record. */
export const readsRecord = (
  { compartment, dossier }: Pick<Base, 'compartment' | 'dossier'>,
  { creates }: PartyKind,
): boolean => dossier === null || compartment === 'C0' || creates === true

/** A party that is notified, with the topic of its notification. */
export interface Notified {
  party: string
  topic: string
  only?: 'reader' | 'bare'
}
export const notifiedIn = (notifies: Recipients = {}): Notified[] =>
  Object.entries(notifies).flatMap(([party, notice]) => {
    if (notice === undefined) return []
    return [typeof notice === 'string' ? { party, topic: notice } : { party, ...notice }]
  })

const faultsOfNotified = (table: Base, at: string, notifies: Recipients | undefined, behind?: string): string[] =>
  notifiedIn(notifies).flatMap(({ party: name, topic, only }) => {
    const party = table.parties[name]
    if (party === undefined) return [`${at}.notifies names ${name}, which is no party of it`]
    if (party.kind === 'clock') return [`${at}.notifies names ${name}, which is a clock and reads nothing`]
    const unsorted = faultsOfTopic(table, `${at}.notifies.${name}`, topic)
    if (only === 'bare' && table.compartment !== 'C0')
      return [
        ...unsorted,
        `${at}.notifies ${name} barely: even that tells that something in ${nameOf(table.compartment)} exists; write ifReader('${topic}')`,
      ]
    return only !== undefined || (behind === undefined && readsRecord(table, party))
      ? unsorted
      : [
          ...unsorted,
          `${at}.notifies ${name}, who need not read ${behind ?? nameOf(table.compartment)}: write ifReader('${topic}')`,
        ]
  })

const faultsOfTopic = ({ notices = {} }: Base, at: string, topic: string): string[] =>
  Object.hasOwn(notices, topic)
    ? []
    : [`${at} has the topic ${topic}, which has no kind: write notices: { '${topic}': 'work' } or another kind`]

/** Finds topics without a kind among events that are not actions, and kinds for topics that no notification has. */
const faultsOfNotices = (table: Base, actions: Readonly<Record<string, RecordAction>>): string[] => {
  const others = Object.entries(table.otherNotices ?? {})
  const used = new Set([
    ...others.map(([, topic]) => topic),
    ...[
      table.create,
      ...beginningsBeside(table.create).map(([, effects]) => effects),
      ...Object.values(actions),
    ].flatMap(({ notifies }) => notifiedIn(notifies).map(({ topic }) => topic)),
  ])
  return [
    ...others.flatMap(([event, topic]) => faultsOfTopic(table, `otherNotices.${event}`, topic)),
    ...Object.keys(table.notices ?? {}).flatMap((topic) =>
      used.has(topic) ? [] : [`notices has the topic ${topic}, and nothing notifies of it: take it out`],
    ),
  ]
}

const nameOf = (compartment: Base['compartment']) =>
  typeof compartment === 'object' ? `the compartment that ${compartment.chosenBy} names` : compartment

const faultsOfExample = ({ example, create }: Base, fields: Fields): string[] => {
  const values: Readonly<Record<string, unknown>> = example
  const missing = sentFields(create.fields).filter(({ field, required }) => required && values[field] === undefined)
  return [
    ...missing.map(({ field }) => `example has no ${field}, without which none can be created`),
    ...Object.entries(values).flatMap(([name, value]) => {
      const field = fields[name]
      if (field === undefined) return [`example has ${name}, which is no field of it`]
      return field.schema.safeParse(value).success ? [] : [`example has a ${name} that its field refuses`]
    }),
  ]
}
