type Part = () => Promise<unknown>

const parts = new Set<Part>()

/** Registers code that a form without a connection needs, by the function that loads it. */
export const neededOffline = <T>(part: () => Promise<T>): (() => Promise<T>) => {
  parts.add(part)
  return part
}

/** Loads all registered code while there is a connection. Rejects if a part fails. */
export const fetchOfflineParts = (): Promise<unknown> => Promise.all([...parts].map((part) => part()))
