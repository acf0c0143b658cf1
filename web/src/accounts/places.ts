import type { Place } from '../shell/navigation.ts'

export const places: readonly Place[] = [{ to: '/account', label: 'shell.account', letter: 'm' }]
