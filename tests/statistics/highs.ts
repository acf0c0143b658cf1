import loader from 'highs'
import type { LegacyHighs } from 'highs/legacy-types'

/** Cast: the package declares its ES module as CommonJS, so its default export is typed one level too deep. */
export const openHighs = async (): Promise<LegacyHighs> => {
  const load: unknown = loader
  if (typeof load !== 'function') throw new TypeError('highs exports no loader')
  return load()
}
