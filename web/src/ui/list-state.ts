/** The state of a list's query: enough to distinguish an empty list from one that is not loaded. */
export interface ListState {
  data: unknown
  error: unknown
  isFetching: boolean
  /** Whether the shown data belong to the previous query. */
  isPlaceholderData?: boolean
  refetch: () => unknown
}

/** The first list without data for the present query; undefined once all are loaded. */
export const firstUnloaded = (lists: readonly ListState[]): ListState | undefined =>
  lists.find(({ data, isPlaceholderData }) => data === undefined || isPlaceholderData)
