import { checkCharacter, randomCode } from '../cases/reference.ts'

/** `bytes`: eight random ones from the caller. Told apart from a case's at a glance, and by nothing else. */
export const alertReference = (bytes: Uint8Array): string => {
  const body = randomCode(bytes)
  return `DN-${body}${checkCharacter(body)}`
}
