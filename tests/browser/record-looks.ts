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

/** Who of the cast creates such a record: the first whose function its declaration names, otherwise a caseworker. */
const creatorOf = ({ create }: AnyType): Role =>
  (Object.keys(cast) as Role[]).find((role) => create.may?.some(({ functions }) => functions.includes(role))) ??
  'caseworker'

const caseOf = async (asks: Elsewhere): Promise<string> => {
  const { items } = await asks<{ items: CaseSummary[] }>('GET', '/cases?mine=true&status=open')
  const [first] = items
  if (first === undefined) throw new Error('they have no open case')
  return first.id
}

/** By the common route; with a file where the type takes no record without one. */
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

/** Types whose words stand on the page of their case: one look for each who creates some, at a case with an example of each. */
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

/** The types whose pages are derived from their declarations, and so have no route of their own. */
const derived = new Set(derivedTypes.map(({ name }) => name))

/** The route of a page of its own, or of the derived pages. */
const routeOf = ({ name, page }: AnyType) =>
  derived.has(name) ? '_in/$records.$id' : `_in/${page.slice(1).replaceAll('/', '.')}`

/** A derived page is shown by a look that is called as its type; every other page by a look at its route. */
const isShown = (type: AnyType, others: readonly Look[]) =>
  others.some(({ name, route }) =>
    derived.has(type.name) ? name === type.name : route === routeOf(type) || route === `${routeOf(type)}.index`,
  )

/** The derived lists that no other look shows. */
const looksAtLists = (types: readonly AnyType[], others: readonly Look[]): Look[] =>
  types
    .filter(({ name, plural }) => derived.has(name) && !others.some((look) => look.name === plural))
    .map((type) => ({
      name: type.plural,
      route: '_in/$records.index',
      who: cast[creatorOf(type)],
      at: () => `/${type.plural}`,
    }))

/** Pages of their own that no other look shows: each drawn with a record that is made from the example of its type. */
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

/** A look at each record type: those whose pages the others show already, at a case or by themselves. */
export const recordLooks = (others: readonly Look[], types: readonly AnyType[] = recordTypes): Look[] => [
  ...looksAtCases(types),
  ...looksAtPages(types, others),
  ...looksAtLists(types, others),
]
