import int from '../../profiles/int.json' with { type: 'json' }
import ph from '../../profiles/ph.json' with { type: 'json' }
import uk from '../../profiles/uk.json' with { type: 'json' }
import { type Profile, ProfileFile } from './profile.ts'
import { resolveProfile } from './rules.ts'

/** The profiles that come with the product, by code, with all their rules; a faulty one stops the load. */
export const shippedProfiles = (): ReadonlyMap<string, Profile> => {
  const files = new Map([int, ph, uk].map((json) => ProfileFile.parse(json)).map((file) => [file.code, file]))
  return new Map([...files].map(([code, file]) => [code, resolveProfile(file, files)]))
}
