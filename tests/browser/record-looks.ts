import type { CaseSummary } from '@palermo/shared/cases/contract.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import type { AnyType } from '@palermo/shared/records/collection.ts'
import { exampleOf } from '../records/example.ts'
import type { Look } from './look.ts'
import type { System } from './system.ts'

const cast = {
  caseworker: 'caseworker@ngo.demo',
  officer: 'officer@police.demo',
  supervisor: 'supervisor@ngo.demo',
  lead: 'lead@taskforce.demo',
  administrator: 'admin@taskforce.demo',
} as const
const { caseworker } = cast

const keyFor = ({ name }: AnyType) => ({ 'idempotency-key': `a-look-at-${name}` })

/** The page of a case with an example of each type that stands there and has the common route, or with one that stands there already. */
export const caseWithExamples = (fullestCase: (system: System) => Promise<string>): Look => ({
  name: 'case-examples',
  route: '_in/cases.$id',
  who: caseworker,
  at: async (system) => {
    const caseId = await fullestCase(system)
    const asks = await system.elsewhere(caseworker)
    for (const type of recordTypes.filter(({ page }) => page === 'dossier')) {
      const made = asks('POST', `/${type.plural}`, { caseId, ...exampleOf(type).body }, keyFor(type))
      const isMade = await made.then(
        () => true,
        () => false,
      )
      if (isMade) continue
      const { items } = await asks<{ items: unknown[] }>('GET', `/${type.plural}?caseId=${caseId}`)
      if (items.length === 0) throw new Error(`no ${type.name} stands on the page of its case`)
    }
    return `/cases/${caseId}`
  },
})

/** The route of the page that shows a record of this type. */
const routeOf = ({ page, dossier }: AnyType) => {
  const address = page === 'dossier' ? `/${dossier}s/$id` : page
  return `_in/${address.slice(1).replaceAll('/', '.')}`
}

/** The pages of the record types that no other look shows: each drawn with a record that is made from the example of its type. */
export const recordLooks = (others: readonly Look[], types: readonly AnyType[] = recordTypes): Look[] =>
  types
    .filter((type) => !others.some(({ route }) => route === routeOf(type) || route === `${routeOf(type)}.index`))
    .map((type) => {
      const [, who = caseworker] =
        Object.entries(cast).find(([role]) =>
          type.create.may?.some(({ functions }) => functions.some((one) => one === role)),
        ) ?? []
      return { name: type.name, route: routeOf(type), who, at: (system) => addressOf(system, who, type) }
    })

const addressOf = async (system: System, who: string, type: AnyType): Promise<string> => {
  const asks = await system.elsewhere(who)
  const { items } = await asks<{ items: CaseSummary[] }>('GET', '/cases?mine=true&status=open')
  const sent = { ...(type.dossier === null ? {} : { caseId: items[0]?.id }), ...exampleOf(type).body }
  const { id } = await asks<{ id: string }>('POST', `/${type.plural}`, sent, keyFor(type))
  return type.page.replace('$id', id)
}
