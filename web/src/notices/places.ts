import type { Place } from '../navigation/navigation.ts'

export const places: readonly Place[] = [
  { to: '/notices', label: 'notices.title', letter: 'n' },
  { to: '/notices/settings', label: 'notices.settings.title' },
  { to: '/webhooks', label: 'agencies.webhooks', for: (me) => me.actions.includes('keep-webhooks') },
]
