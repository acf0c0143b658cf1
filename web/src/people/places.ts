import type { Place } from '../navigation/navigation.ts'
import { nav } from './nav.ts'

/** The pages of the administration, in the order of their links. */
export const lists = [
  { to: '/administration/people', label: 'people.title' },
  { to: '/administration/agencies', label: 'people.agencies' },
  { to: '/administration/forms', label: 'forms.kept.title' },
  { to: '/administration/rules', label: 'jurisdictions.title' },
  { to: '/administration/holidays', label: 'holidays.title' },
  { to: '/administration/records', label: 'records.title' },
  { to: '/administration/settings', label: 'installation.title' },
  { to: '/administration/deliveries', label: 'people.deliveries' },
  { to: '/administration/queues', label: 'queues.title' },
  { to: '/administration/dead-letters', label: 'people.dead' },
] as const

export const places: readonly Place[] = lists.map((list) => ({ ...list, ...(nav.for ? { for: nav.for } : {}) }))
