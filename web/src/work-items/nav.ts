import { ListTodo } from 'lucide-react'
import type { NavEntry } from '../navigation/navigation.ts'

export const nav: NavEntry = {
  order: 10,
  to: '/work',
  label: 'work-items.title',
  letter: 'w',
  icon: ListTodo,
  for: (me) => me.actions.includes('do-casework'),
}
