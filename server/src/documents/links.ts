/** Maximum length of a link. Longer links are removed. */
const longest = 2_000

/**
 * Returns a link that may stay in a document: an https or mail address. Returns undefined for links with other schemes,
 * to files or network shares, or with a user name or password.
 */
export const safeLink = (target: string): string | undefined => {
  if (target.length > longest || !URL.canParse(target)) return undefined
  const url = new URL(target)
  if (url.protocol === 'mailto:') return /^[^?#"<>\s]+$/.test(url.pathname) ? `mailto:${url.pathname}` : undefined
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined
}
