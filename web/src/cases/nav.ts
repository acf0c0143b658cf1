import { FolderOpen } from 'lucide-react'
import type { NavEntry } from '../navigation/navigation.ts'

export const nav: NavEntry = {
  order: 30,
  to: '/cases',
  label: 'cases.title',
  letter: 'c',
  icon: FolderOpen,
  for: (me) => me.actions.includes('do-casework'),
}
