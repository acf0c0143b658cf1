import { Users } from 'lucide-react'
import type { NavEntry } from '../navigation/navigation.ts'

/** Task-force leads see statistics on people; supervisors and heads read published snapshots. */
export const nav: NavEntry = {
  order: 52,
  to: '/statistics',
  label: 'statistics.title',
  letter: 's',
  icon: Users,
  for: (me) => me.actions.includes('read-figures'),
}
