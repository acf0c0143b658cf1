import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { type Keyring, open, seal } from '../seal.ts'

/** What of a file may be read only behind its wall: the key that opens it, what people call it, and what it is known by. */
interface SealedFacts {
  /** Base64. */
  key: string
  title: string
  fileName: string
  sha256: string
  sentSha256: string
}

const placeOf = (id: string, compartment: OpenCompartment) => ({
  table: 'document_versions',
  field: 'sealed',
  id,
  compartment,
})

export const sealFacts = (ring: Keyring, id: string, compartment: OpenCompartment, facts: SealedFacts): Buffer =>
  seal(ring, placeOf(id, compartment), JSON.stringify(facts))

/** `sealed` in base64. @throws Error for bytes that were changed or moved */
export const openFacts = (ring: Keyring, id: string, compartment: OpenCompartment, sealed: string): SealedFacts =>
  JSON.parse(open(ring, placeOf(id, compartment), Buffer.from(sealed, 'base64')))
