import type { Me } from '@palermo/shared/accounts/contract.ts'
import type { OwnAction } from '@palermo/shared/accounts/own-actions.ts'
import { hasRole } from '@palermo/shared/records/rights.ts'
import { linkOptions, type RegisteredRouter } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'
import { recordPages } from './record-pages.gen.ts'

type WithoutSlash<P> = P extends `${infer Path}/` ? (Path extends '' ? '/' : Path) : P
/** The path of a page without parameters. */
export type PagePath = WithoutSlash<Exclude<keyof RegisteredRouter['routesByPath'], `${string}$${string}`>>

/** The link to a page without parameters, or to the derived list of a record type. */
const pageLink = (to: PagePath) => linkOptions({ to })
const listLink = (records: string) => linkOptions({ to: '/$records', params: { records }, search: {} })
export type PageLink = ReturnType<typeof pageLink> | ReturnType<typeof listLink>

interface Reached {
  to: PagePath
}
interface ReachedByType {
  /** The folder of the record type whose derived list this is. */
  records: string
}

/** A page that can be opened from everywhere: by its command, and by `g` and its letter if it has a letter. */
export type Place = (Reached | ReachedByType) & Offered
interface Offered {
  /** Translation key of the page's label. */
  label: string
  /** The letter that is pressed after `g`. */
  letter?: string
  /** Whether this person has the page; by default every person has it. */
  for?: (me: Me) => boolean
}

/**
 * An entry of the main navigation. A capability exports `nav: NavEntry` from its own `nav.ts`, and the navigation
 * collects all of them. Order: Work 10 · Referrals 20 · Cases 30 · Directory 40 · Dashboard 50 · Administration 60.
 * Pages outside the navigation are declared by `places` in a capability's `places.ts`.
 */
export interface NavEntry extends Reached, Offered {
  order: number
  icon: LucideIcon
  /** The page is the start page of persons with this permission. */
  homeFor?: OwnAction
}

const found = import.meta.glob<NavEntry>('../*/nav.ts', { eager: true, import: 'nav' })
const foundPlaces = import.meta.glob<readonly Place[]>('../*/places.ts', { eager: true, import: 'places' })

const entries = Object.values(found).sort((one, other) => one.order - other.order)
const named: readonly Place[] = [...entries, ...Object.values(foundPlaces).flat()]
/** The lists of record types that no `places.ts` names, for the roles that create or act. */
const derived = Object.values(recordPages)
  .filter(({ plural }) => !named.some((place) => 'records' in place && place.records === plural))
  .map(
    ({ plural, roles }): Place => ({
      records: plural,
      label: `${plural}.title`,
      for: (me) => hasRole(roles, me),
    }),
  )
const places: readonly Place[] = [...named, ...derived]

/** The address of a page that can be opened from everywhere. */
export const linkTo = (place: Place): PageLink => ('to' in place ? pageLink(place.to) : listLink(place.records))

export const navFor = (me: Me): NavEntry[] => entries.filter((entry) => entry.for?.(me) ?? true)

/** All pages that this person can open without a record; those of the main navigation come first. */
export const placesFor = (me: Me): Place[] => places.filter((place) => place.for?.(me) ?? true)

/** The start page of this person: the page declared for their permission, otherwise the first page that they have. */
export const homeOf = (me: Me): PagePath => {
  const mine = navFor(me)
  return (mine.find(({ homeFor }) => homeFor && me.actions.includes(homeFor)) ?? mine[0])?.to ?? '/account'
}
