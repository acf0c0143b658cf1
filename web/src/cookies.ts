const year = 31_536_000

/** A cookie that scripts can see: none of them is a secret. */
export const readCookie = (name: string): string | undefined =>
  document.cookie
    .split('; ')
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1)

/**
 * Keeps a choice that belongs to the device: colours, single keys. Not in the browser's other storage, which signing out
 * empties. Undefined forgets it.
 */
export const keepCookie = (name: string, value: string | undefined): void => {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  const life = value === undefined ? 0 : year
  // The newer Cookie Store API is missing on plain http and in browsers of two years ago.
  Reflect.set(document, 'cookie', `${name}=${value ?? ''}; path=/; samesite=strict; max-age=${life}${secure}`)
}
