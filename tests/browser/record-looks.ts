import type { CaseSummary } from '@palermo/shared/cases/contract.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import type { AnyType } from '@palermo/shared/records/collection.ts'
import { formOf } from '../documents/story.ts'
import { exampleOf } from '../records/example.ts'
import { derivedTypes } from '../records/page-words.ts'
import type { Look } from './look.ts'
import type { Elsewhere } from './system.ts'

const cast = {
  caseworker: 'caseworker@ngo.demo',
  officer: 'officer@police.demo',
  supervisor: 'supervisor@ngo.demo',
  lead: 'lead@taskforce.demo',
  administrator: 'admin@taskforce.demo',
} as const
type Role = keyof typeof cast
const keyFor = ({ name }: AnyType) => ({ 'idempotency-key': `a-look-at-${name}` })

/** Returns the first role of the cast that may create such a record by its declaration, otherwise a caseworker. */
const creatorOf = ({ create }: AnyType): Role =>
  (Object.keys(cast) as Role[]).find((role) => create.may?.some(({ functions }) => functions.includes(role))) ??
  'caseworker'

const caseOf = async (asks: Elsewhere): Promise<string> => {
  const { items } = await asks<{ items: CaseSummary[] }>('GET', '/cases?mine=true&status=open')
  const [first] = items
  if (first === undefined) throw new Error('they have no open case')
  return first.id
}

/** Creates an example of the type by its common route, with a file if the route refuses an example without a file. */
const made = async (asks: Elsewhere, type: AnyType, caseId: string | undefined): Promise<string> => {
  const sent = { ...(caseId === undefined ? {} : { caseId }), ...exampleOf(type).body }
  const address = `/${type.plural}`
  const { id } = await asks<{ id: string }>('POST', address, sent, keyFor(type)).catch(async (error: unknown) => {
    const form = await formOf(sent, { name: 'sheet.txt', bytes: Buffer.from('A sheet.') })
    const headers = { ...keyFor(type), 'content-type': form.type }
    return asks<{ id: string }>('POST', address, form.body, headers).catch(() => {
      throw error
    })
  })
  return id
}

/** Looks at the case page for types whose texts are shown there: one look for each role that creates such records. */
const looksAtCases = (types: readonly AnyType[]): Look[] => {
  const shown = types.filter(
    ({ page, fields }) => page === 'dossier' && Object.values(fields).some(({ kind }) => kind === 'text'),
  )
  return [...new Set(shown.map(creatorOf))].map((role) => ({
    name: `examples-of-${role}`,
    route: '_in/cases.$id',
    who: cast[role],
    async at(system) {
      const asks = await system.elsewhere(cast[role])
      const caseId = await caseOf(asks)
      for (const type of shown.filter((one) => creatorOf(one) === role)) await made(asks, type, caseId)
      return `/cases/${caseId}`
    },
  }))
}

/** The types whose pages are derived from their declarations and have no route of their own. */
const derived = new Set(derivedTypes.map(({ name }) => name))

/** Returns the route of the type's page: its own route or that of derived pages. */
const routeOf = ({ name, page }: AnyType) =>
  derived.has(name) ? '_in/$records.$id' : `_in/${page.slice(1).replaceAll('/', '.')}`

/** Whether another look shows the type's page: a derived page by the name of the look, another page by its route. */
const isShown = (type: AnyType, others: readonly Look[]) =>
  others.some(({ name, route }) =>
    derived.has(type.name) ? name === type.name : route === routeOf(type) || route === `${routeOf(type)}.index`,
  )

/** Looks at the derived lists that no other look shows. */
const looksAtLists = (types: readonly AnyType[], others: readonly Look[]): Look[] =>
  types
    .filter(({ name, plural }) => derived.has(name) && !others.some((look) => look.name === plural))
    .map((type) => ({
      name: type.plural,
      route: '_in/$records.index',
      who: cast[creatorOf(type)],
      at: () => `/${type.plural}`,
    }))

/** Looks at the record pages that no other look shows, each with a record made from the example of its type. */
const looksAtPages = (types: readonly AnyType[], others: readonly Look[]): Look[] =>
  types
    .filter(({ page }) => page !== 'dossier')
    .filter((type) => !isShown(type, others))
    .map((type) => ({
      name: type.name,
      route: routeOf(type),
      who: cast[creatorOf(type)],
      async at(system) {
        const asks = await system.elsewhere(cast[creatorOf(type)])
        return type.page.replace('$id', await made(asks, type, type.dossier === null ? undefined : await caseOf(asks)))
      },
    }))

/**
 * Looks at the pages of all record types that the given looks do
 * not show yet, and at case pages with an example of each type.
 */
export const recordLooks = (others: readonly Look[], types: readonly AnyType[] = recordTypes): Look[] => [
  ...looksAtCases(types),
  ...looksAtPages(types, others),
  ...looksAtLists(types, others),
]
