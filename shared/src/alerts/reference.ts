import { checkCharacter, randomCode } from '../cases/reference.ts'

/** `bytes`: eight random ones from the caller. Distinguished from a case reference only by its prefix. */
export const alertReference = (bytes: Uint8Array): string => {
  const body = randomCode(bytes)
  return `DN-${body}${checkCharacter(body)}`
}
