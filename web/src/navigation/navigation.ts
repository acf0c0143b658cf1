import type { Me } from '@palermo/shared/accounts/contract.ts'
import type { OwnAction } from '@palermo/shared/accounts/own-actions.ts'
import type { RegisteredRouter } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'

type WithoutSlash<P> = P extends `${infer Path}/` ? (Path extends '' ? '/' : Path) : P
/** The path of a page without parameters. */
export type PagePath = WithoutSlash<Exclude<keyof RegisteredRouter['routesByPath'], `${string}$${string}`>>

/** A page that can be opened from everywhere: by its command, and by `g` and its letter if it has a letter. */
export interface Place {
  to: PagePath
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
export interface NavEntry extends Place {
  order: number
  icon: LucideIcon
  /** The page is the start page of persons with this permission. */
  homeFor?: OwnAction
}

const found = import.meta.glob<NavEntry>('../*/nav.ts', { eager: true, import: 'nav' })
const foundPlaces = import.meta.glob<readonly Place[]>('../*/places.ts', { eager: true, import: 'places' })

const entries = Object.values(found).sort((one, other) => one.order - other.order)
const places: readonly Place[] = [...entries, ...Object.values(foundPlaces).flat()]

export const navFor = (me: Me): NavEntry[] => entries.filter((entry) => entry.for?.(me) ?? true)

/** All pages that this person can open without a record; those of the main navigation come first. */
export const placesFor = (me: Me): Place[] => places.filter((place) => place.for?.(me) ?? true)

/** The start page of this person: the page declared for their permission, otherwise the first page that they have. */
export const homeOf = (me: Me): PagePath => {
  const mine = navFor(me)
  return (mine.find(({ homeFor }) => homeFor && me.actions.includes(homeFor)) ?? mine[0])?.to ?? '/account'
}
