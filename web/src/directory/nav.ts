import { BookUser } from 'lucide-react'
import type { NavEntry } from '../navigation/navigation.ts'

export const nav: NavEntry = {
  order: 40,
  to: '/directory',
  label: 'agencies.directory',
  letter: 'd',
  icon: BookUser,
}
