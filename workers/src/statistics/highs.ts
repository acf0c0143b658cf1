import loader from 'highs'
import type { LegacyHighs } from 'highs/legacy-types'

/** The package says that its ES module is CommonJS, so that the types of its default export are one level off. */
export const openHighs = async (): Promise<LegacyHighs> => {
  const load: unknown = loader
  if (typeof load !== 'function') throw new TypeError('highs exports no loader')
  return load()
}
