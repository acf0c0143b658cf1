import type { Place } from '../navigation/navigation.ts'

export const places: readonly Place[] = [
  { to: '/alerts', label: 'alerts.title', letter: 'l', for: (me) => me.actions.includes('do-casework') },
]
