import { ScanEye } from 'lucide-react'
import type { NavEntry } from '../navigation/navigation.ts'

export const nav: NavEntry = {
  order: 55,
  to: '/review',
  label: 'audit.nav',
  icon: ScanEye,
  for: (me) => me.actions.includes('audit'),
  homeFor: 'audit',
}
