/** Technical rows that are deleted after some days, in the order of deletion: deliveries refer to their messages. */
export const prunedSorts = ['messages', 'deliveries', 'outbound-messages', 'retry-keys', 'sessions'] as const
export type PrunedSort = (typeof prunedSorts)[number]

/** Days after which finished rows of each kind are deleted. */
export type Keep = Readonly<Record<PrunedSort, number>>
