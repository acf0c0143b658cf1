/**
 * The kinds of technical rows that are deleted after some days, in the order of deletion, because deliveries refer to
 * their messages.
 */
export const prunedSorts = ['messages', 'deliveries', 'outbound-messages', 'retry-keys', 'sessions'] as const
export type PrunedSort = (typeof prunedSorts)[number]

/** The number of days after which finished rows of each kind are deleted. */
export type Keep = Readonly<Record<PrunedSort, number>>
