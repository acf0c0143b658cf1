import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type OutputFile, type Plugin, stop } from 'esbuild'
import { built } from './built.ts'
import { root } from './command.ts'

/**
 * Bundles our own code behind each entry into one file and returns the paths. Long-running processes start from these
 * instead of from TypeScript, which starts faster and uses less memory.
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
  // esbuild's helper process would live as long as this one.
  await stop()
  const names = Object.keys(entries) as Name[]
  const files = Object.fromEntries(names.map((name) => [name, path.join(built.run, `${name}.mjs`)])) as Record<
    Name,
    string
  >
  // Entry files are written last, since they import the others.
  const isBegun = ({ path: file }: OutputFile) => Number(Object.values(files).includes(file))
  mkdirSync(built.run, { recursive: true })
  for (const file of outputFiles.toSorted((one, other) => isBegun(one) - isBegun(other))) layDown(file)
  return files
}

/** Written under a temporary name and renamed, because a process may be starting from these files. */
const layDown = ({ path: file, contents }: OutputFile): void => {
  if (existsSync(file) && readFileSync(file).equals(contents)) return
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, contents)
  renameSync(unfinished, file)
}

/**
 * Packages stay outside the bundle with their absolute path, so that each is resolved from the package that depends on
 * it.
 */
const ownCodeOnly: Plugin = {
  name: 'own-code-only',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path: wanted, kind, resolveDir, pluginData }) => {
      if (pluginData === ownCodeOnly || kind === 'entry-point' || wanted.startsWith('@palermo/')) return undefined
      if (isBuiltin(wanted)) return { path: wanted, external: true }
      const found = await resolve(wanted, { kind, resolveDir, pluginData: ownCodeOnly })
      if (found.errors.length > 0) return { errors: found.errors }
      // JSON is bundled: an import of JSON from outside would need its import attribute, which esbuild drops.
      if (found.path.endsWith('.json')) return undefined
      return { path: pathToFileURL(found.path).href, external: true }
    })
  },
}

/** Gives bundled code the folder of its source, so that it finds files beside itself. */
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
