import type { Place } from '../navigation/navigation.ts'

export const places: readonly Place[] = [
  { records: 'alerts', label: 'alerts.title', letter: 'l', for: (me) => me.actions.includes('do-casework') },
]
