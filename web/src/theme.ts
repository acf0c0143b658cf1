import { keepCookie, readCookie } from './cookies.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const key = 'palermo-theme'

/** What the reader chose on this machine; without a choice, what the system asks for. */
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
