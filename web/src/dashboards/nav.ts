import { ChartColumn } from 'lucide-react'
import type { NavEntry } from '../navigation/navigation.ts'

const readers = ['lead', 'supervisor', 'head']

export const nav: NavEntry = {
  order: 50,
  to: '/dashboard',
  label: 'dashboards.title',
  letter: 'b',
  icon: ChartColumn,
  for: (me) => readers.includes(me.function),
  homeFor: ['lead'],
}
