const year = 31_536_000

/** Returns the value of a cookie that scripts may read, or undefined; no such cookie holds a secret. */
export const readCookie = (name: string): string | undefined =>
  document.cookie
    .split('; ')
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1)

/**
 * Stores a setting of this device, such as colours or keyboard shortcuts, as a cookie, because signing out clears local
 * storage. The value undefined deletes the setting.
 */
export const keepCookie = (name: string, value: string | undefined): void => {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  const life = value === undefined ? 0 : year
  // Writes `document.cookie`, because the Cookie Store API is missing on plain http and in browsers of two years ago.
  Reflect.set(document, 'cookie', `${name}=${value ?? ''}; path=/; samesite=strict; max-age=${life}${secure}`)
}
