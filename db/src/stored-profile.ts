import { Profile } from '@palermo/shared/deadlines/profile.ts'
import { completeProfile } from '@palermo/shared/jurisdictions/complete.ts'
import { document } from './readers.ts'

/**
 * Returns a profile from the database, completed with the defaults of the record types, since the profile may have been
 * stored before some of their deadlines existed.
 * @throws ZodError if the stored profile is invalid
 */
export const storedProfile = (document: unknown): Profile => completeProfile(Profile.parse(document))

export const storedProfileReader = document({ parse: storedProfile })
