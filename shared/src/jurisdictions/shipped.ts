import int from '../../profiles/int.json' with { type: 'json' }
import ph from '../../profiles/ph.json' with { type: 'json' }
import uk from '../../profiles/uk.json' with { type: 'json' }
import { type Profile, ProfileFile } from '../deadlines/profile.ts'
import { resolveProfile } from '../deadlines/rules.ts'
import { completeProfile } from './complete.ts'

/** Returns the shipped profiles by code, completed with the defaults of the record types. An invalid profile throws. */
export const shippedProfiles = (): ReadonlyMap<string, Profile> => {
  const files = new Map([int, ph, uk].map((json) => ProfileFile.parse(json)).map((file) => [file.code, file]))
  return new Map([...files].map(([code, file]) => [code, completeProfile(resolveProfile(file, files))]))
}
