import { Send } from 'lucide-react'
import type { NavEntry } from '../navigation/navigation.ts'

export const nav: NavEntry = {
  order: 20,
  to: '/referrals',
  label: 'referrals.title',
  letter: 'r',
  icon: Send,
  for: (me) => me.actions.includes('do-casework'),
}
