/** Technical rows that are deleted after a time, in the order of deletion: messages after their deliveries. */
export const prunedSorts = ['messages', 'deliveries', 'letters', 'retry-keys', 'sessions'] as const
export type PrunedSort = (typeof prunedSorts)[number]

/** Days for which processed rows of each kind are kept. */
export type Keep = Readonly<Record<PrunedSort, number>>
