import { LinkPurpose } from '@palermo/shared/accounts/links.ts'
import { z } from 'zod'

/** The format of a secret: 256 random bits, base64url-encoded. */
const Secret = z.base64url().length(43)
const Text = z.string().max(1_000)
/** A new session: its secret, its refresh token and its end. */
const Opened = z.strictObject({ secret: Secret, refresh: Secret, endsAt: z.string() })

/**
 * The contracts of all calls of the sign-in process. Each call contains a proof (a password, a token or a live
 * session); a caller without a proof gets nothing.
 */
export const questions = {
  signIn: { ask: z.strictObject({ email: Text, password: Text, device: Text, network: Text }), answer: Opened },
  refresh: { ask: z.strictObject({ secret: Secret, refresh: Secret }), answer: Opened },
  changePassword: {
    ask: z.strictObject({ secret: Secret, current: Text, next: Text, network: Text }),
    answer: z.strictObject({ changed: z.boolean() }),
  },
  askLink: { ask: z.strictObject({ email: Text }), answer: z.strictObject({}) },
  readLink: {
    ask: z.strictObject({ token: Text, network: Text }),
    answer: z.strictObject({ purpose: LinkPurpose, email: z.string(), expiresAt: z.string() }),
  },
  followLink: { ask: z.strictObject({ token: Text, password: Text, network: Text }), answer: z.strictObject({}) },
} as const

export type Question = keyof typeof questions
type Ask<Q extends Question> = z.infer<(typeof questions)[Q]['ask']>
type Answer<Q extends Question> = z.infer<(typeof questions)[Q]['answer']>
export type OpenedSession = z.infer<typeof Opened>

/** Answers the calls: the client of the sign-in process, or in tests the code of the sign-in process itself. */
export type SignInService = { readonly [Q in Question]: (ask: Ask<Q>) => Promise<Answer<Q>> }
