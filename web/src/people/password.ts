/** Without letters and figures that are taken for one another when somebody reads them out. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 4
const groupLength = 4

/** A first password to be told to somebody: about 79 bits, in groups that can be read out. */
export const firstPassword = (): string =>
  Array.from({ length: groups }, () => Array.from({ length: groupLength }, character).join('')).join('-')

/** Every character equally likely: bytes beyond the last whole turn of the alphabet are thrown away. */
const character = (): string => {
  const limit = 256 - (256 % alphabet.length)
  for (;;) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < limit) return alphabet[byte % alphabet.length] ?? ''
  }
}
