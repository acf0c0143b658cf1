import type { Me } from '@palermo/shared/accounts/contract.ts'
import type { OwnAction } from '@palermo/shared/accounts/own-actions.ts'
import type { RegisteredRouter } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'

type WithoutSlash<P> = P extends `${infer Path}/` ? (Path extends '' ? '/' : Path) : P
/** The path of a page without parameters. */
export type PagePath = WithoutSlash<Exclude<keyof RegisteredRouter['routesByPath'], `${string}$${string}`>>

/** A page reachable from everywhere: by its command, and by `g` and its letter if it has one. */
export interface Place {
  to: PagePath
  /** Key of its label. */
  label: string
  /** The letter that follows `g`. */
  letter?: string
  /** The readers who have this page; by default all. */
  for?: (me: Me) => boolean
}

/**
 * An entry of the main navigation. A capability exports `nav: NavEntry` from its own `nav.ts`, where the navigation
 * finds it. Order: Work 10 · Referrals 20 · Cases 30 · Directory 40 · Dashboard 50 · Administration 60. Pages outside
 * the navigation are declared by `places` in a capability's `places.ts`.
 */
export interface NavEntry extends Place {
  order: number
  icon: LucideIcon
  /** The start page after signing in for persons with this permission. */
  homeFor?: OwnAction
}

const found = import.meta.glob<NavEntry>('../*/nav.ts', { eager: true, import: 'nav' })
const foundPlaces = import.meta.glob<readonly Place[]>('../*/places.ts', { eager: true, import: 'places' })

const entries = Object.values(found).sort((one, other) => one.order - other.order)
const places: readonly Place[] = [...entries, ...Object.values(foundPlaces).flat()]

export const navFor = (me: Me): NavEntry[] => entries.filter((entry) => entry.for?.(me) ?? true)

/** All pages that this person can open without a record, those of the navigation first. */
export const placesFor = (me: Me): Place[] => places.filter((place) => place.for?.(me) ?? true)

/** The start page: the one declared for this person's permission, else the first of theirs. */
export const homeOf = (me: Me): PagePath => {
  const mine = navFor(me)
  return (mine.find(({ homeFor }) => homeFor && me.actions.includes(homeFor)) ?? mine[0])?.to ?? '/account'
}
