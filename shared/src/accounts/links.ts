import { z } from 'zod'
import { Password } from './contract.ts'

/** `invitation`: for an account that has no password yet. */
export const LinkPurpose = z.enum(['invitation', 'reset'])
export type LinkPurpose = z.infer<typeof LinkPurpose>

/** 32 random bytes in base64url. It travels in bodies alone, never in an address that a log would keep. */
const Token = z.string().regex(/^[\w-]{43}$/, 'is no token')

export const AskLink = z.strictObject({ email: z.email().max(254) })
export const ShowLink = z.strictObject({ token: Token })
export const FollowLink = z.strictObject({ token: Token, password: Password })

/** What whoever holds the token is told: for whom the password is, so that it is kept under the right name. */
export const OpenLink = z.object({ purpose: LinkPurpose, email: z.string(), expiresAt: z.iso.datetime() })
export type OpenLink = z.infer<typeof OpenLink>

/** How it stands with somebody's password and the last link they were sent; for administrators. */
export const LinkState = z.object({
  hasPassword: z.boolean(),
  purpose: LinkPurpose.nullable(),
  askedAt: z.iso.datetime().nullable(),
  /** Null until it was sent. */
  expiresAt: z.iso.datetime().nullable(),
  usedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
})
export type LinkState = z.infer<typeof LinkState>
