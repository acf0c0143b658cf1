import { checkCharacter, randomCode } from '../cases/reference.ts'

/** `bytes`: eight random ones from the caller. Differs from a case reference by its prefix only. */
export const alertReference = (bytes: Uint8Array): string => {
  const body = randomCode(bytes)
  return `DN-${body}${checkCharacter(body)}`
}
