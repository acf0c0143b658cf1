import type { Me } from '@palermo/shared/accounts/contract.ts'
import type { StaffFunction } from '@palermo/shared/actor.ts'
import type { LucideIcon } from 'lucide-react'

/**
 * One place of the rail. A capability puts `export const nav: NavEntry` into its own `nav.ts`; the rail finds it there.
 * Order: Work 10 · Referrals 20 · Cases 30 · Directory 40 · Dashboard 50 · Administration 60.
 */
export interface NavEntry {
  order: number
  to: string
  /** Key of the word beside the icon. */
  label: string
  icon: LucideIcon
  /** Who has this place; without it, everybody. */
  for?: (me: Me) => boolean
  /** For whom it is the first page after signing in. */
  homeFor?: readonly StaffFunction[]
}

const found = import.meta.glob<NavEntry>('../*/nav.ts', { eager: true, import: 'nav' })

const entries = Object.values(found).sort((one, other) => one.order - other.order)

export const navFor = (me: Me): NavEntry[] => entries.filter((entry) => entry.for?.(me) ?? true)

/** Where somebody starts: by function, else the first place they have. */
export const homeOf = (me: Me): string => {
  const mine = navFor(me)
  return (mine.find(({ homeFor }) => homeFor?.includes(me.function)) ?? mine[0])?.to ?? '/account'
}
