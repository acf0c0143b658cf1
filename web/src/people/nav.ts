import { Settings2 } from 'lucide-react'
import type { NavEntry } from '../navigation/navigation.ts'

export const nav: NavEntry = {
  order: 60,
  to: '/administration',
  label: 'people.administration',
  letter: 'a',
  icon: Settings2,
  for: (me) => me.actions.includes('administer'),
  homeFor: 'administer',
}
