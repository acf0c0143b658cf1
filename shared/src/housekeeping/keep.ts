/** What is kept for the machinery's own sake, in the order in which it is taken away: a letter after its deliveries. */
export const prunedSorts = ['messages', 'deliveries', 'letters', 'retry-keys', 'sessions'] as const
export type PrunedSort = (typeof prunedSorts)[number]

/** Days that each is kept once it has done its work. */
export type Keep = Readonly<Record<PrunedSort, number>>
