import type { Workflow } from '../workflow.ts'
import type { EntryType, RecordType } from './record-type.ts'

/** A record type without the static types that depend on its fields, for code that handles all record types. */
export type AnyRecordType = Omit<RecordType, 'Act' | 'inputs' | 'partiesOf' | 'example' | 'workflow'> & {
  workflow: Workflow
  example: Readonly<Record<string, unknown>>
}
export type AnyEntryType = Omit<EntryType, 'partiesOf' | 'example'> & { example: Readonly<Record<string, unknown>> }
export type AnyType = AnyRecordType | AnyEntryType

/**
 * Checks the list of record types.
 * @throws Error if two types have the same name, or a field or an ending names an unknown type or action
 */
export const collected = (types: readonly AnyType[]): readonly AnyType[] => {
  const faults = faultsOf(types)
  if (faults.length > 0)
    throw new Error(`the record types contradict each other:\n${faults.map((one) => `  ${one}`).join('\n')}`)
  return types
}

/** Returns the types with statuses, actions and deadlines, and leaves out entries. */
export const withLife = (types: readonly AnyType[]): readonly AnyRecordType[] => types.filter((type) => type.life)

const faultsOf = (types: readonly AnyType[]): string[] => {
  const byName = new Map(types.map((type) => [type.name, type]))
  const twice = types.filter(
    (type) => byName.get(type.name) !== type || types.some((other) => other !== type && other.plural === type.plural),
  )
  const clocks = new Map<string, string>()
  return [
    ...twice.map(({ name, plural }) => `${name} (${plural}) stands in the list twice: give one of them another name`),
    ...types.flatMap(({ name, allFields }) =>
      Object.entries(allFields).flatMap(([field, { target }]) =>
        target === undefined || byName.has(target)
          ? []
          : [
              `${name}.fields.${field} is a reference to ${target}, which is no record type: add it to record-types.ts or name another`,
            ],
      ),
    ),
    ...withLife(types).flatMap(({ name, clocks: keys, actions }) => [
      ...keys.flatMap((key) => {
        const other = clocks.get(key) ?? name
        clocks.set(key, name)
        return other === name ? [] : [`${name} has the clock ${key}, which ${other} has too: give it a name of its own`]
      }),
      ...Object.entries(actions).flatMap(([act, { ends = [] }]) =>
        ends.flatMap((ending) => {
          const type = byName.get(ending.noun)
          const ended = type?.life ? type.actions[ending.action] : undefined
          return ended !== undefined && ending.from.every((status) => ended.from.includes(status))
            ? []
            : [
                `${name}.actions.${act}.ends names ${ending.noun} ${ending.action}, which is no such action: name one of record-types.ts`,
              ]
        }),
      ),
    ]),
  ]
}
