import { z } from 'zod'

/** Calendar programs, as far as they say which they are. */
export const programs = ['google', 'apple', 'outlook', 'thunderbird', 'other'] as const
export const Program = z.enum(programs)
export type Program = z.infer<typeof Program>

/** One's own calendar: that there is one, and who reads it. Its address is told once, when it is made. */
export const Feed = z.object({
  madeAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  readers: z.array(z.object({ program: Program, firstAt: z.iso.datetime(), lastAt: z.iso.datetime(), reads: z.int() })),
})
export type Feed = z.infer<typeof Feed>

export const MyFeed = z.object({ feed: Feed.nullable() })
export const NewFeed = z.object({ feed: Feed, path: z.string() })
export type NewFeed = z.infer<typeof NewFeed>

/** Days after which an address goes dead, unless it is renewed. */
export const feedLife = 365
