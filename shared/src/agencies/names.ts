/** Returns a name for comparison, without differences in letter case and spacing. */
export const nameKey = (value: string): string => value.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()

/** Returns a name for looser comparison: without a leading "The", with "&" as "and", and only letters and digits. */
export const spellingKey = (value: string): string => {
  const read = nameKey(value)
    .replaceAll('&', ' and ')
    .replace(/[’'`]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
  return read.replace(/^the (?=.)/u, '')
}

/**
 * Splits the name of a team: "Body - part - team" is a team of "body - part". A name with fewer parts, or with a part
 * without a letter, is that of an agency.
 */
export const unitIn = (value: string): { of: string; unit: string } | undefined => {
  const parts = value.normalize('NFC').replace(/\s+/gu, ' ').trim().split(' - ')
  if (parts.length < 3 || parts.some((part) => !/\p{L}/u.test(part))) return undefined
  return { of: parts.slice(0, 2).join(' - '), unit: parts.slice(2).join(' - ') }
}

/**
 * Returns the abbreviation that some lists append to a name, if its letters are the initials of that name: "National
 * Crime Agency NCA".
 */
export const abbreviationIn = (name: string): string | undefined => {
  const words = name.split(' - ').at(-1)?.split(/\s+/u) ?? []
  const start = words.findIndex((word, at) => at > 1 && /^\p{Lu}{2,}$/u.test(word))
  const short = words[start]
  if (!short) return undefined
  const initials = words
    .slice(0, start)
    .map((word) => (/^\p{Lu}+$/u.test(word) ? word : (/^\p{Lu}/u.exec(word)?.[0] ?? '')))
  return initials.join('') === short ? short : undefined
}

/** Returns every text that results from removing one letter. */
export const oneLetterShorter = (text: string): Set<string> =>
  new Set([...text].map((_, at, letters) => [...letters.slice(0, at), ...letters.slice(at + 1)].join('')))
