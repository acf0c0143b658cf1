type Part = () => Promise<unknown>

const parts = new Set<Part>()

/** Names a part of the site that a form without a connection needs, by what fetches its code. */
export const neededOffline = <T>(part: () => Promise<T>): (() => Promise<T>) => {
  parts.add(part)
  return part
}

/** Fetches them while there is a connection: for forms that can be filled in without one. Rejects where one does not come. */
export const fetchOfflineParts = (): Promise<unknown> => Promise.all([...parts].map((part) => part()))
