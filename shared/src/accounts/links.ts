import { z } from 'zod'
import { Password } from './contract.ts'

/** `invitation`: for an account that has no password yet. */
export const LinkPurpose = z.enum(['invitation', 'reset'])
export type LinkPurpose = z.infer<typeof LinkPurpose>

/** 32 random bytes in base64url. Sent only in bodies, never in a URL that a log would keep. */
const Token = z.string().regex(/^[\w-]{43}$/, 'is no token')

export const AskLink = z.strictObject({ email: z.email().max(254) })
export const ShowLink = z.strictObject({ token: Token })
export const FollowLink = z.strictObject({ token: Token, password: Password })

/** Shown to the holder of the token: the account, so that a password manager stores the password under the right name. */
export const OpenLink = z.object({ purpose: LinkPurpose, email: z.string(), expiresAt: z.iso.datetime() })
export type OpenLink = z.infer<typeof OpenLink>

/** State of a person's password and of their last link; for administrators. */
export const LinkState = z.object({
  hasPassword: z.boolean(),
  purpose: LinkPurpose.nullable(),
  askedAt: z.iso.datetime().nullable(),
  /** Null until the e-mail is sent. */
  expiresAt: z.iso.datetime().nullable(),
  usedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
})
export type LinkState = z.infer<typeof LinkState>
