/** What a query tells of a list: enough to tell an empty one from one that has not been loaded. */
export interface ListState {
  data: unknown
  error: unknown
  isFetching: boolean
  /** What is shown meanwhile belongs to the question asked before. */
  isPlaceholderData?: boolean
  refetch: () => unknown
}

/** The first of them that has nothing to show for what was asked; undefined once all are loaded. */
export const firstUnloaded = (lists: readonly ListState[]): ListState | undefined =>
  lists.find(({ data, isPlaceholderData }) => data === undefined || isPlaceholderData)
