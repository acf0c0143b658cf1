/** What the bundler knows of a module. */
interface Module {
  importedIds: readonly string[]
  dynamicallyImportedIds: readonly string[]
}
type Modules = (id: string) => Module | null

/** The pages that open first, each in one file with all that it needs: sign-in at the start, and the work queue. */
const later = /\/routes\/_in(?:\/work)?\.tsx\?tsr-split=/

/** Modules that are loaded together with these, without those already loaded. */
const withImports = (start: readonly string[], loaded: ReadonlySet<string>, modules: Modules): Set<string> => {
  const found = new Set(start)
  for (const id of found) for (const next of modules(id)?.importedIds ?? []) if (!loaded.has(next)) found.add(next)
  return found
}

/**
 * The chunk of a module of the first page: `first` is loaded by the entry, `work` once somebody is signed in. Few files,
 * because on a slow line each costs a round trip, and because many small files compress badly.
 * @param entry the module that `index.html` loads
 */
export const firstChunks = (entry: string): ((id: string, context: { getModuleInfo: Modules }) => string | null) => {
  let chunks: Map<string, string> | undefined
  return (id, context) => {
    chunks ??= chunksFrom(entry, (module) => context.getModuleInfo(module))
    return chunks.get(id) ?? null
  }
}

const chunksFrom = (entry: string, modules: Modules): Map<string, string> => {
  const first = withImports([entry], new Set(), modules)
  const pages = [...first].flatMap((id) => modules(id)?.dynamicallyImportedIds ?? []).filter((id) => later.test(id))
  const work = withImports(pages, first, modules)
  return new Map([...[...work].map((id) => [id, 'work'] as const), ...[...first].map((id) => [id, 'first'] as const)])
}
