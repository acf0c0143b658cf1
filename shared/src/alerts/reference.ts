import { checkCharacter, randomCode } from '../cases/reference.ts'

/** `bytes`: eight random bytes. Only the prefix distinguishes this reference from a case reference. */
export const alertReference = (bytes: Uint8Array): string => {
  const body = randomCode(bytes)
  return `DN-${body}${checkCharacter(body)}`
}
