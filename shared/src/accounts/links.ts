import { z } from 'zod'
import { Password } from './contract.ts'

/** What a link is for. `invitation`: an account without a password. `reset`: an account that has a password. */
export const LinkPurpose = z.enum(['invitation', 'reset'])
export type LinkPurpose = z.infer<typeof LinkPurpose>

/** The token of a link: 32 random bytes in base64url. It is sent only in request bodies, because logs record URLs. */
const Token = z.string().regex(/^[\w-]{43}$/, 'is no token')

export const AskLink = z.strictObject({ email: z.email().max(254) })
export const ShowLink = z.strictObject({ token: Token })
export const FollowLink = z.strictObject({ token: Token, password: Password })

/**
 * The data of a link for the holder of its token. The e-mail address lets a password manager store the new password for
 * the right account.
 */
export const OpenLink = z.object({ purpose: LinkPurpose, email: z.string(), expiresAt: z.iso.datetime() })
export type OpenLink = z.infer<typeof OpenLink>

/** Whether a person has a password, and the state of the person's last link, for administrators. */
export const LinkState = z.object({
  hasPassword: z.boolean(),
  purpose: LinkPurpose.nullable(),
  askedAt: z.iso.datetime().nullable(),
  /** When the link expires; null until the e-mail with the link is sent. */
  expiresAt: z.iso.datetime().nullable(),
  usedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
})
export type LinkState = z.infer<typeof LinkState>
