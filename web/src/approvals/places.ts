import type { Place } from '../shell/navigation.ts'

export const places: readonly Place[] = [{ to: '/approvals', label: 'approvals.title' }]
