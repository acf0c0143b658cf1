import type { Place } from '../navigation/navigation.ts'

export const places: readonly Place[] = [
  { to: '/week', label: 'work-items.week', letter: 'k', for: (me) => me.actions.includes('do-casework') },
]
