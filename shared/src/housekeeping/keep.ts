/** What is kept for the machinery's own sake, in the order in which it is taken away: a letter after its deliveries. */
export const prunedSorts = ['messages', 'deliveries', 'letters', 'retry-keys', 'sessions'] as const
export type PrunedSort = (typeof prunedSorts)[number]

/** Days for which processed rows of each kind are kept. */
export type Keep = Readonly<Record<PrunedSort, number>>
