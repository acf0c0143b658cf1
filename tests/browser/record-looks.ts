import type { CaseSummary } from '@palermo/shared/cases/contract.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import type { AnyType } from '@palermo/shared/records/collection.ts'
import { formOf } from '../documents/story.ts'
import { exampleOf } from '../records/example.ts'
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

/** The route of a page of its own. */
const routeOf = ({ page }: AnyType) => `_in/${page.slice(1).replaceAll('/', '.')}`

/** Pages of their own that no other look shows: each drawn with a record that is made from the example of its type. */
const looksAtPages = (types: readonly AnyType[], others: readonly Look[]): Look[] =>
  types
    .filter(({ page }) => page !== 'dossier')
    .filter((type) => !others.some(({ route }) => route === routeOf(type) || route === `${routeOf(type)}.index`))
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
]
