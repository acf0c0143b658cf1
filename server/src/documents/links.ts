/** Most characters of a link; longer ones are removed. */
const longest = 2_000

/**
 * An address that may be pressed in a document: an https page or a mail address. Everything else (other schemes,
 * files, shares, names and passwords in the address) is none.
 */
export const safeLink = (target: string): string | undefined => {
  if (target.length > longest || !URL.canParse(target)) return undefined
  const url = new URL(target)
  if (url.protocol === 'mailto:') return /^[^?#"<>\s]+$/.test(url.pathname) ? `mailto:${url.pathname}` : undefined
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined
}
