import type { Me } from '@palermo/shared/accounts/contract.ts'
import type { OwnAction } from '@palermo/shared/accounts/own-actions.ts'
import { hasRole } from '@palermo/shared/records/rights.ts'
import { linkOptions, type RegisteredRouter } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'
import { recordPages } from './record-pages.gen.ts'

export type WithoutSlash<P> = P extends `${infer Path}/` ? (Path extends '' ? '/' : Path) : P
/** The path of a page without parameters. */
export type PagePath = WithoutSlash<Exclude<keyof RegisteredRouter['routesByPath'], `${string}$${string}`>>

/**
 * `pageLink` creates the link to a page without parameters, `listLink` the link to the derived list of a record type.
 */
const pageLink = (to: PagePath) => linkOptions({ to })
const listLink = (records: string) => linkOptions({ to: '/$records', params: { records }, search: {} })
export type PageLink = ReturnType<typeof pageLink> | ReturnType<typeof listLink>

interface Reached {
  to: PagePath
}
interface ReachedByType {
  /** The folder of the record type whose derived list is opened. */
  records: string
}

/**
 * A page that can be opened from everywhere: by a command, and by pressing `g` and then its letter if it has a letter.
 */
export type Place = (Reached | ReachedByType) & Offered
interface Offered {
  /** Translation key of the page's label. */
  label: string
  /** The letter that is pressed after `g`. */
  letter?: string
  /** Whether this person has the page; without this function, every person has the page. */
  for?: (me: Me) => boolean
}

/**
 * An entry of the main navigation. A capability exports `nav: NavEntry` from its own `nav.ts`, and the navigation
 * collects these entries by `order`: Work 10 · Referrals 20 · Cases 30 · Directory 40 · Dashboard 50 · Administration
 * 60. Pages outside the navigation are declared by `places` in a capability's `places.ts`.
 */
export interface NavEntry extends Reached, Offered {
  order: number
  icon: LucideIcon
  /** The permission of the persons whose start page this page is. */
  homeFor?: OwnAction
}

const found = import.meta.glob<NavEntry>('../*/nav.ts', { eager: true, import: 'nav' })
const foundPlaces = import.meta.glob<readonly Place[]>('../*/places.ts', { eager: true, import: 'places' })

const entries = Object.values(found).sort((one, other) => one.order - other.order)
const named: readonly Place[] = [...entries, ...Object.values(foundPlaces).flat()]
/**
 * The derived lists of the record types that no `places.ts` names, each for the roles that create or act on such
 * records.
 */
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

/** Returns the link to a page that can be opened from everywhere. */
export const linkTo = (place: Place): PageLink => ('to' in place ? pageLink(place.to) : listLink(place.records))

export const navFor = (me: Me): NavEntry[] => entries.filter((entry) => entry.for?.(me) ?? true)

/** All pages that this person can open from everywhere; those of the main navigation come first. */
export const placesFor = (me: Me): Place[] => places.filter((place) => place.for?.(me) ?? true)

/**
 * Returns the start page of this person: the page whose `homeFor` is a permission of the person, otherwise the first
 * page of the person's main navigation, otherwise the account page.
 */
export const homeOf = (me: Me): PagePath => {
  const mine = navFor(me)
  return (mine.find(({ homeFor }) => homeFor && me.actions.includes(homeFor)) ?? mine[0])?.to ?? '/account'
}
