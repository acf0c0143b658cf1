import { z } from 'zod'
import type { Profile } from '../deadlines/profile.ts'
import type { AnyRecordType, AnyType } from './collection.ts'
import type { ExplainedType } from './contract.ts'
import { sentFields } from './contracts.ts'
import type { Creation, CreationEffects, RecordAction } from './declaration.ts'
import { beginningsBeside, type Notified, notifiedIn, openingsOf } from './faults.ts'
import { columnOf, type Field, fieldKinds } from './fields.ts'

/**
 * Explains a record type from its declaration, with its deadlines from a profile.
 * @param defaults keys of the deadlines for which the profile has no rule of its own
 */
export const explainType = (
  type: AnyType,
  { rules }: Pick<Profile, 'rules'>,
  defaults: readonly string[],
): ExplainedType => ({
  name: type.name,
  table: `app.${type.plural}`,
  area: type.area,
  track: type.track,
  dossier: type.dossier,
  compartment: compartmentOf(type),
  page: type.page,
  fields: Object.entries(type.allFields).map(([name, field]) => ({
    name,
    kind: field.kind,
    column: fieldKinds[field.kind].kept === 'sealed' ? null : columnOf(name),
    compartment: sealedIn(type, field),
    isOptional: field.isOptional,
    values: [...(field.values ?? [])],
  })),
  byHand: (type.byHand ?? []).map(columnOf),
  parties: Object.entries(type.parties).map(([name, { kind, agency, person, orElse }]) => ({
    name,
    kind,
    columns: [agency, person].flatMap((column) => (column === undefined ? [] : [columnOf(column)])),
    orElse: orElse ?? null,
  })),
  statuses: type.life ? statusesOf(type) : [],
  create: { may: rightsIn(type.create.may ?? []), ...creationOf(type.create) },
  actions: type.life ? Object.entries(type.actions).map(([name, action]) => actionOf(type, name, action)) : [],
  clocks: type.life
    ? type.clocks.map((key) => {
        const rule = rules.find((one) => one.key === key)
        return {
          key,
          owes: rule?.owes ?? null,
          orElse: (rule && type.parties[rule.owes]?.orElse) ?? null,
          owedTo: rule?.owedTo ?? null,
          isDefault: defaults.includes(key),
        }
      })
    : [],
})

const compartmentOf = ({ compartment }: AnyType) =>
  typeof compartment === 'object' ? `chosen by ${compartment.chosenBy}` : compartment

const sealedIn = (type: AnyType, { sealedIn: own }: Field) => {
  if (own === undefined) return compartmentOf(type)
  return typeof own === 'object' ? `chosen by ${own.field}` : own
}

const statusesOf = ({ workflow: { statuses, final, covered } }: AnyRecordType) =>
  statuses.map((name) => ({ name, isFinal: final.includes(name), clock: covered[name] ?? null }))

const rightsIn = (may: RecordAction['may']) =>
  may.map(({ relation, functions }) => ({ party: relation, roles: [...functions] }))

const effectsOf = ({
  fields = [],
  opens,
  notifies,
  byHand = [],
}: CreationEffects & Pick<RecordAction, 'fields' | 'byHand'>) => ({
  byHand: [...byHand],
  fields: sentFields(fields).map(({ as, required }) => (required ? as : `${as}?`)),
  opens: openingsOf(opens).map(({ key, due, only }) =>
    [key, ...(due === undefined ? [] : [`on ${due}`]), ...(only === undefined ? [] : [`for a ${only}`])].join(' '),
  ),
  notifies: notifiedIn(notifies).map(recipientIn),
})

/** Returns the effects of a creation. The effects for another initial status are marked with that status. */
const creationOf = (create: Creation) => {
  const others = beginningsBeside(create).map(([status, effects]) => ({ status, ...effectsOf(effects) }))
  const { fields, byHand, opens, notifies } = effectsOf(create)
  return {
    fields,
    byHand,
    opens: [...opens, ...others.flatMap((one) => one.opens.map((key) => `${key} (as ${one.status})`))],
    notifies: [...notifies, ...others.flatMap((one) => one.notifies.map((party) => `${party} (as ${one.status})`))],
  }
}

const recipientIn = ({ party, only }: Notified) =>
  only === undefined ? party : `${party} (${only === 'bare' ? 'barely' : 'if a reader'})`

const actionOf = (type: AnyRecordType, name: string, action: RecordAction): ExplainedType['actions'][number] => {
  const { from, to, may, notBy, behind, closes = [], input, ownRoute } = action
  const effects = effectsOf(action)
  const byClock = may.every(({ relation }) => type.parties[relation]?.kind === 'clock')
  return {
    name,
    from: [...from],
    to: to ?? null,
    may: rightsIn(may),
    notBy: notBy ?? null,
    behind: behind ?? null,
    ...effects,
    fields: [
      ...effects.fields,
      ...Object.entries(input?.shape ?? {}).map(([key, schema]) => (isOptional(schema) ? `${key}?` : key)),
    ],
    closes: closes === 'all' ? [...type.clocks] : [...closes],
    by: byClock ? 'clock' : ownRoute ? 'own-route' : 'route',
  }
}

const isOptional = (schema: unknown): boolean => schema instanceof z.ZodType && schema.safeParse(undefined).success
