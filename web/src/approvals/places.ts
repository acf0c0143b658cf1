import type { Place } from '../navigation/navigation.ts'

export const places: readonly Place[] = [{ to: '/approvals', label: 'approvals.title' }]
