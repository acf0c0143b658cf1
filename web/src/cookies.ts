const year = 31_536_000

/** Reads a cookie that scripts may see; none of them is a secret. */
export const readCookie = (name: string): string | undefined =>
  document.cookie
    .split('; ')
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1)

/**
 * Stores a choice for this device: colours, keyboard shortcuts. Not in local storage, which signing out clears.
 * Undefined deletes it.
 */
export const keepCookie = (name: string, value: string | undefined): void => {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  const life = value === undefined ? 0 : year
  // The newer Cookie Store API is missing on plain http and in browsers of two years ago.
  Reflect.set(document, 'cookie', `${name}=${value ?? ''}; path=/; samesite=strict; max-age=${life}${secure}`)
}
