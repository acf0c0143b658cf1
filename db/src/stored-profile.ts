import { Profile } from '@palermo/shared/deadlines/profile.ts'
import { completeProfile } from '@palermo/shared/jurisdictions/complete.ts'
import { document } from './readers.ts'

/**
 * A profile as the database has it, with the defaults of the record types: it may have been stored before one of their clocks existed.
 * @throws ZodError where it is damaged
 */
export const storedProfile = (document: unknown): Profile => completeProfile(Profile.parse(document))

export const storedProfileReader = document({ parse: storedProfile })
