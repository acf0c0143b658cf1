import { ChartColumn } from 'lucide-react'
import type { NavEntry } from '../navigation/navigation.ts'

export const nav: NavEntry = {
  order: 50,
  to: '/dashboard',
  label: 'dashboards.title',
  letter: 'b',
  icon: ChartColumn,
  for: (me) => me.actions.includes('read-figures'),
  homeFor: 'lead-task-force',
}
