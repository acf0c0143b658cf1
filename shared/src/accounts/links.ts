import { z } from 'zod'
import { Password } from './contract.ts'

/** `invitation`: for an account without a password; `reset`: for one that has a password. */
export const LinkPurpose = z.enum(['invitation', 'reset'])
export type LinkPurpose = z.infer<typeof LinkPurpose>

/** 32 random bytes in base64url. The token is sent only in request bodies, because logs record URLs. */
const Token = z.string().regex(/^[\w-]{43}$/, 'is no token')

export const AskLink = z.strictObject({ email: z.email().max(254) })
export const ShowLink = z.strictObject({ token: Token })
export const FollowLink = z.strictObject({ token: Token, password: Password })

/**
 * Shown to the holder of the token. The e-mail address lets a password manager store the new password for the right
 * account.
 */
export const OpenLink = z.object({ purpose: LinkPurpose, email: z.string(), expiresAt: z.iso.datetime() })
export type OpenLink = z.infer<typeof OpenLink>

/** State of a person's password and of their last link; for administrators. */
export const LinkState = z.object({
  hasPassword: z.boolean(),
  purpose: LinkPurpose.nullable(),
  askedAt: z.iso.datetime().nullable(),
  /** Null until the e-mail with the link is sent. */
  expiresAt: z.iso.datetime().nullable(),
  usedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
})
export type LinkState = z.infer<typeof LinkState>
