import type { Place } from '../navigation/navigation.ts'

export const places: readonly Place[] = [
  { to: '/brief', label: 'briefs.title', for: (me) => me.actions.includes('lead-task-force') },
]
