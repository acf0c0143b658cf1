import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { type Keyring, open, seal } from '../seal.ts'
import type { KeptFile } from './store.ts'

/** The facts of a file that are readable only in its compartment: its key, its names and its checksums. */
interface SealedFacts {
  /** The key of the file, in base64. */
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

/** Encrypts the facts of a stored file, with its name and title, for its compartment. */
export const sealFile = (
  ring: Keyring,
  { kept, fileName, sentSha256 }: { kept: KeptFile; fileName: string; sentSha256: string },
  { compartment, title }: { compartment: OpenCompartment; title: string },
): Buffer => {
  const facts = { key: kept.key.toString('base64'), title, fileName, sha256: kept.sha256, sentSha256 }
  return seal(ring, placeOf(kept.id, compartment), JSON.stringify(facts satisfies SealedFacts))
}

/**
 * Decrypts the facts of a file; `sealed` is in base64.
 * @throws Error if the bytes were changed or belong to another row
 */
export const openFacts = (ring: Keyring, id: string, compartment: OpenCompartment, sealed: string): SealedFacts =>
  JSON.parse(open(ring, placeOf(id, compartment), Buffer.from(sealed, 'base64')))

/**
 * Seals the facts of a file for another compartment; `sealed` is in base64.
 * @throws Error if the bytes were changed or belong to another row
 */
export const sealAgain = (
  ring: Keyring,
  id: string,
  { from, to }: { from: OpenCompartment; to: OpenCompartment },
  sealed: string,
): Buffer => seal(ring, placeOf(id, to), JSON.stringify(openFacts(ring, id, from, sealed)))
