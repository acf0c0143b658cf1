import { keepCookie, readCookie } from './cookies.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const key = 'palermo-theme'

/** The reader's choice on this machine; by default the system's setting. */
export const readTheme = (): Theme => {
  const kept = readCookie(key)
  return themes.find((theme) => theme === kept) ?? 'system'
}

export const showTheme = (theme: Theme): void => {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

export const chooseTheme = (theme: Theme): void => {
  keepCookie(key, theme === 'system' ? undefined : theme)
  showTheme(theme)
}
