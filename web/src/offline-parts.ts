type Part = () => Promise<unknown>

const parts = new Set<Part>()

/** Registers a function that loads code which a page may need without a connection, and returns the same function. */
export const neededOffline = <T>(part: () => Promise<T>): (() => Promise<T>) => {
  parts.add(part)
  return part
}

/** Loads all registered code, for which there must be a connection. Rejects if some code fails to load. */
export const fetchOfflineParts = (): Promise<unknown> => Promise.all([...parts].map((part) => part()))
