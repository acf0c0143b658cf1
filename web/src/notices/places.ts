import type { Place } from '../navigation/navigation.ts'

/** As the rota: kept by those who answer for an agency. */
const keepers = ['supervisor', 'head']

export const places: readonly Place[] = [
  { to: '/notices', label: 'notices.title', letter: 'n' },
  { to: '/notices/settings', label: 'notices.settings.title' },
  { to: '/webhooks', label: 'agencies.webhooks', for: (me) => keepers.includes(me.function) },
]
