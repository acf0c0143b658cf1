import { Users } from 'lucide-react'
import type { NavEntry } from '../navigation/navigation.ts'

/** The lead counts people; those who answer for an agency read what was published. */
export const nav: NavEntry = {
  order: 52,
  to: '/statistics',
  label: 'statistics.title',
  letter: 's',
  icon: Users,
  for: (me) => me.actions.includes('read-figures'),
}
