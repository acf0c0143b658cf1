import { recordTypes } from '@palermo/shared/record-types.ts'
import { type AnyRecordType, withLife } from '@palermo/shared/records/collection.ts'
import { isOnRoute, sentFields } from '@palermo/shared/records/contracts.ts'

const { recordPages } = (await import(
  new URL('../../web/src/navigation/record-pages.gen.ts', import.meta.url).href
)) as { recordPages: Readonly<Record<string, object>> }

/** The record types whose pages are derived from their declarations. */
export const derivedTypes = withLife(recordTypes).filter(({ name }) => Object.hasOwn(recordPages, name))

const byPeople = ({ actions }: AnyRecordType) => Object.entries(actions).filter(([, action]) => isOnRoute(action))
const isCreated = ({ create }: AnyRecordType) => create.may !== undefined && create.may.length > 0
const listed = ({ list }: AnyRecordType) => [...(list?.columns ?? []), ...(list?.filters ?? [])]

/** The keys of texts that the derived pages always need. */
export const neededWords = (type: AnyRecordType): string[] => {
  const { plural, dossier, statuses, allFields, actions, create, list } = type
  const sent = [...(isCreated(type) ? [create.fields] : []), ...byPeople(type).map(([, { fields = [] }]) => fields)]
  const fields = new Set([
    ...sent.flatMap((one) => sentFields(one).map(({ field }) => field)),
    ...listed(type).filter((name) => name !== 'status' && name !== 'reference'),
  ])
  return [
    'title',
    'one',
    ...(isCreated(type) ? ['create.verb'] : []),
    ...byPeople(type).map(([action]) => `acts.${action}.verb`),
    // The history of the case shows every action on the record, also those of jobs.
    ...(dossier === 'case' ? Object.keys(actions).map((action) => `acts.${action}.done`) : []),
    ...statuses.map((status) => `status.${status}`),
    ...(list?.boxes ?? []).map((box) => `boxes.${box}`),
    ...[...fields].flatMap((name) => [`fields.${name}`, ...codesOf(allFields, name)]),
  ].map((key) => `${plural}.${key}`)
}

/** The keys of all texts that the derived pages may show. */
export const possibleWords = (type: AnyRecordType): string[] => {
  const { plural, statuses, allFields, list } = type
  const of = (what: string, ...more: string[]) => more.map((one) => `${plural}.${what}.${one}`)
  return [
    ...neededWords(type),
    ...['lead', 'lead-one', 'empty', ...(list?.boxes ?? []).map((box) => `empty-${box}`)].map(
      (key) => `${plural}.${key}`,
    ),
    ...of('create', 'verb', 'lead', 'done'),
    ...byPeople(type).flatMap(([action, { fields = [] }]) =>
      of(`acts.${action}`, 'verb', 'lead', 'done', ...sentFields(fields).map(({ as }) => as)),
    ),
    ...[...Object.keys(allFields), `${statuses[0]}At`].flatMap((name) => [
      ...of('fields', name, `${name}.hint`),
      ...codesOf(allFields, name).map((key) => `${plural}.${key}`),
    ]),
  ]
}

const codesOf = (fields: AnyRecordType['allFields'], name: string): string[] => {
  const { kind, values = [] } = fields[name] ?? {}
  return kind === 'code' || kind === 'codes' ? values.map((value) => `codes.${name}.${value}`) : []
}
