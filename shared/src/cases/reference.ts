/** The characters of ISO 7064 mod 37,36, in the order of their values. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * Returns the check character by ISO 7064 mod 37,36, which detects every single wrong character and nearly every swap
 * of two neighbours.
 */
export const checkCharacter = (body: string): string => {
  let product = 36
  for (const character of body) {
    let sum = product + alphabet.indexOf(character)
    sum = sum > 36 ? sum - 36 : sum
    product = (sum * 2) % 37
  }
  return alphabet[(37 - product) % 36] ?? ''
}

/** Returns eight characters, made from eight random bytes. */
export const randomCode = (bytes: Uint8Array): string =>
  [...bytes.slice(0, 8)].map((byte) => alphabet[byte % 36]).join('')

/** Makes a case reference from eight random bytes. The reference reveals no time, place or person. */
export const caseReference = (bytes: Uint8Array): string => {
  const body = randomCode(bytes)
  return `PH-${body}${checkCharacter(body)}`
}

export const isCaseReference = (text: string): boolean => {
  const match = /^PH-([0-9A-Z]{8})([0-9A-Z])$/.exec(text)
  return match?.[1] !== undefined && checkCharacter(match[1]) === match[2]
}
