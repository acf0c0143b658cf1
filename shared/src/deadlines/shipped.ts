import int from '../../profiles/int.json' with { type: 'json' }
import ph from '../../profiles/ph.json' with { type: 'json' }
import uk from '../../profiles/uk.json' with { type: 'json' }
import { type Profile, ProfileFile } from './profile.ts'
import { resolveProfile } from './rules.ts'

/** The shipped profiles by code, with all their rules; an invalid one throws. */
export const shippedProfiles = (): ReadonlyMap<string, Profile> => {
  const files = new Map([int, ph, uk].map((json) => ProfileFile.parse(json)).map((file) => [file.code, file]))
  return new Map([...files].map(([code, file]) => [code, resolveProfile(file, files)]))
}
