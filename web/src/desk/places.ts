import { doesCasework } from '@palermo/shared/actor.ts'
import type { Place } from '../navigation/navigation.ts'

export const places: readonly Place[] = [
  { to: '/week', label: 'desk.week', letter: 'k', for: (me) => doesCasework(me.function) },
]
