import { z } from 'zod'

/** The calendar programs that can be recognised by the User-Agent header of a request. */
export const programs = ['google', 'apple', 'outlook', 'thunderbird', 'other'] as const
export const Program = z.enum(programs)
export type Program = z.infer<typeof Program>

/**
 * The actor's calendar feed, with the programs that read it. The address of the feed is shown only once, when the feed
 * is created.
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

/** The number of days after which the address of a feed expires unless the owner renews it. */
export const feedLife = 365
