/** The state of a list's query: enough to distinguish an empty list from a list that is not loaded. */
export interface ListState {
  data: unknown
  error: unknown
  isFetching: boolean
  /** Whether the shown data belong to an earlier query, because those of the present query are still loading. */
  isPlaceholderData?: boolean
  refetch: () => unknown
}

/** Returns the first list that has no data for its present query; undefined once all are loaded. */
export const firstUnloaded = (lists: readonly ListState[]): ListState | undefined =>
  lists.find(({ data, isPlaceholderData }) => data === undefined || isPlaceholderData)
