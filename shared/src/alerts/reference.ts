import { checkCharacter, randomCode } from '../cases/reference.ts'

/** Makes the reference of an alert from eight random bytes. Only the prefix distinguishes it from a case reference. */
export const alertReference = (bytes: Uint8Array): string => {
  const body = randomCode(bytes)
  return `DN-${body}${checkCharacter(body)}`
}
