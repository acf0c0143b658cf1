import { FolderOpen } from 'lucide-react'
import type { NavEntry } from '../shell/navigation.ts'

/** Those who keep the system or the overview see no case. */
const withoutCases = ['administrator', 'auditor', 'lead']

export const nav: NavEntry = {
  order: 30,
  to: '/cases',
  label: 'cases.title',
  icon: FolderOpen,
  for: (me) => !withoutCases.includes(me.function),
}
