import { z } from 'zod'

/** Calendar programs, as far as their User-Agent names them. */
export const programs = ['google', 'apple', 'outlook', 'thunderbird', 'other'] as const
export const Program = z.enum(programs)
export type Program = z.infer<typeof Program>

/**
 * The actor's calendar feed: that it exists, and which programs read it. Its address is shown only once, when it is
 * made.
 */
export const Feed = z.object({
  madeAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  readers: z.array(z.object({ program: Program, firstAt: z.iso.datetime(), lastAt: z.iso.datetime(), reads: z.int() })),
})
export type Feed = z.infer<typeof Feed>

export const MyFeed = z.object({ feed: Feed.nullable() })
export const NewFeed = z.object({ feed: Feed, path: z.string() })
export type NewFeed = z.infer<typeof NewFeed>

/** Days after which an address expires, unless it is renewed. */
export const feedLife = 365
