import type { Me } from '@palermo/shared/accounts/contract.ts'
import type { OwnAction } from '@palermo/shared/accounts/own-actions.ts'
import type { RegisteredRouter } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'

type WithoutSlash<P> = P extends `${infer Path}/` ? (Path extends '' ? '/' : Path) : P
/** The address of a page without parameters. */
export type PagePath = WithoutSlash<Exclude<keyof RegisteredRouter['routesByPath'], `${string}$${string}`>>

/** A page that can be opened from everywhere: by its command, and by `g` and its letter where it has one. */
export interface Place {
  to: PagePath
  /** Key of what it is called. */
  label: string
  /** The letter that follows `g`. */
  letter?: string
  /** Who has this place; without it, everybody. */
  for?: (me: Me) => boolean
}

/**
 * One place of the rail. A capability puts `export const nav: NavEntry` into its own `nav.ts`; the rail finds it there.
 * Order: Work 10 · Referrals 20 · Cases 30 · Directory 40 · Dashboard 50 · Administration 60.
 * Pages that stand in no rail are told by `export const places` in a capability's `places.ts`.
 */
export interface NavEntry extends Place {
  order: number
  icon: LucideIcon
  /** It is the first page after signing in for those who may do this. */
  homeFor?: OwnAction
}

const found = import.meta.glob<NavEntry>('../*/nav.ts', { eager: true, import: 'nav' })
const foundPlaces = import.meta.glob<readonly Place[]>('../*/places.ts', { eager: true, import: 'places' })

const entries = Object.values(found).sort((one, other) => one.order - other.order)
const places: readonly Place[] = [...entries, ...Object.values(foundPlaces).flat()]

export const navFor = (me: Me): NavEntry[] => entries.filter((entry) => entry.for?.(me) ?? true)

/** Every page that this person may go to without anything in hand, those of the rail first. */
export const placesFor = (me: Me): Place[] => places.filter((place) => place.for?.(me) ?? true)

/** The page to start on: the one that is meant for what this person does, else the first of theirs. */
export const homeOf = (me: Me): PagePath => {
  const mine = navFor(me)
  return (mine.find(({ homeFor }) => homeFor && me.actions.includes(homeFor)) ?? mine[0])?.to ?? '/account'
}
