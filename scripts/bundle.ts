import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type OutputFile, type Plugin, stop } from 'esbuild'
import { built } from './built.ts'
import { root } from './command.ts'

/**
 * Writes each entry file as one file, together with our own code that the entry file imports, and returns the paths of
 * the written files. Long-running processes start faster from a bundle than from TypeScript and use less memory.
 */
export async function bundle<Name extends string>(
  entries: Readonly<Record<Name, string>>,
): Promise<Record<Name, string>> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: built.run,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Splitting keeps dynamic imports separate, so that a process loads only the code it uses.
    splitting: true,
    target: 'node20',
    sourcemap: true,
    plugins: [ownCodeOnly, ownPlaces],
    logLevel: 'warning',
    write: false,
  })
  // Ends esbuild's helper process, which would otherwise run as long as this process.
  await stop()
  const names = Object.keys(entries) as Name[]
  const files = Object.fromEntries(names.map((name) => [name, path.join(built.run, `${name}.mjs`)])) as Record<
    Name,
    string
  >
  // Entry files are written last, because they import the other files.
  const isBegun = ({ path: file }: OutputFile) => Number(Object.values(files).includes(file))
  mkdirSync(built.run, { recursive: true })
  for (const file of outputFiles.toSorted((one, other) => isBegun(one) - isBegun(other))) layDown(file)
  return files
}

/** Writes a file under a temporary name and renames it, because a process may be reading the old file. */
const layDown = ({ path: file, contents }: OutputFile): void => {
  if (existsSync(file) && readFileSync(file).equals(contents)) return
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, contents)
  renameSync(unfinished, file)
}

/**
 * Keeps npm packages out of the bundle and imports them by absolute path, resolved from the package that depends on
 * them.
 */
const ownCodeOnly: Plugin = {
  name: 'own-code-only',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path: wanted, kind, resolveDir, pluginData }) => {
      if (pluginData === ownCodeOnly || kind === 'entry-point' || wanted.startsWith('@palermo/')) return undefined
      if (isBuiltin(wanted)) return { path: wanted, external: true }
      const found = await resolve(wanted, { kind, resolveDir, pluginData: ownCodeOnly })
      if (found.errors.length > 0) return { errors: found.errors }
      // A JSON file is included in the bundle, because esbuild drops the import attribute that Node requires for JSON.
      if (found.path.endsWith('.json')) return undefined
      return { path: pathToFileURL(found.path).href, external: true }
    })
  },
}

/** Sets `import.meta` of bundled code to the place of its source, so that the code finds files beside itself. */
const ownPlaces: Plugin = {
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8')
      if (!source.includes('import.meta.')) return undefined
      const contents = source
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)))
      return { contents, loader: 'ts' }
    })
  },
}
