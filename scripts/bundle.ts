import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type OutputFile, type Plugin, stop } from 'esbuild'
import { built } from './built.ts'
import { root } from './command.ts'

/**
 * Packs the house's own code behind each entry into one file and gives the files' paths. What runs long starts from
 * these instead of from TypeScript: a process comes up sooner and stays smaller without a compiler inside.
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
    // What is imported only when it is needed is loaded only then: a process holds no more than it uses.
    splitting: true,
    target: 'node20',
    sourcemap: true,
    plugins: [ownCodeOnly, ownPlaces],
    logLevel: 'warning',
    write: false,
  })
  // Its helper process would stay as long as this one.
  await stop()
  const names = Object.keys(entries) as Name[]
  const files = Object.fromEntries(names.map((name) => [name, path.join(built.run, `${name}.mjs`)])) as Record<
    Name,
    string
  >
  // What is begun with comes last: it leads to the rest.
  const isBegun = ({ path: file }: OutputFile) => Number(Object.values(files).includes(file))
  mkdirSync(built.run, { recursive: true })
  for (const file of outputFiles.toSorted((one, other) => isBegun(one) - isBegun(other))) layDown(file)
  return files
}

/** Whole or not at all: a process may be starting from what lies here. */
const layDown = ({ path: file, contents }: OutputFile): void => {
  if (existsSync(file) && readFileSync(file).equals(contents)) return
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, contents)
  renameSync(unfinished, file)
}

/** Packages stay outside, named by their place: each is found from the package that depends on it, not from the bundle. */
const ownCodeOnly: Plugin = {
  name: 'own-code-only',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path: wanted, kind, resolveDir, pluginData }) => {
      if (pluginData === ownCodeOnly || kind === 'entry-point' || wanted.startsWith('@palermo/')) return undefined
      if (isBuiltin(wanted)) return { path: wanted, external: true }
      const found = await resolve(wanted, { kind, resolveDir, pluginData: ownCodeOnly })
      if (found.errors.length > 0) return { errors: found.errors }
      // Data is packed in: an import of JSON from outside would need its attribute, which does not survive packing.
      if (found.path.endsWith('.json')) return undefined
      return { path: pathToFileURL(found.path).href, external: true }
    })
  },
}

/** Code that looks for files beside itself finds them where its source lies. */
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
