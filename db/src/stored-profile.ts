import { Profile } from '@palermo/shared/deadlines/profile.ts'
import { completeProfile } from '@palermo/shared/jurisdictions/complete.ts'
import { document } from './readers.ts'

/**
 * A profile from the database, completed with the defaults of the record types, since it may have been stored before
 * one of their clocks existed.
 * @throws ZodError if the stored profile is invalid
 */
export const storedProfile = (document: unknown): Profile => completeProfile(Profile.parse(document))

export const storedProfileReader = document({ parse: storedProfile })
