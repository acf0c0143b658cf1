import type { Place } from '../navigation/navigation.ts'

export const places: readonly Place[] = [{ to: '/account', label: 'shell.account', letter: 'm' }]
