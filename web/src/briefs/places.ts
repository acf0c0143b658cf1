import type { Place } from '../shell/navigation.ts'

export const places: readonly Place[] = [{ to: '/brief', label: 'briefs.title', for: (me) => me.function === 'lead' }]
