import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const packages = ['shared', 'db', 'server', 'workers', 'web', 'tests'] as const

export interface Source {
  /** Path from the root of the repository, with forward slashes. */
  file: string
  package: string
  /** The folder under `src` (or under `tests`); empty for files at the top. */
  folder: string
  name: string
  text: string
  /**
   * `imports`: the files of this repository that the file imports, as paths from the root; `runs`: those imported for
   * more than types; `foreign`: imported npm packages.
   */
  imports: string[]
  runs: string[]
  foreign: string[]
  /** npm packages that are loaded together with the file, neither for types only nor later by a dynamic import. */
  loads: string[]
}

const made = /(^|\/)(node_modules|dist|\.cache|\.data)\//
/** Files that a tool writes at every build. */
const generated = /\.gen\.ts$/

const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => ending.test(file) && !made.test(file) && !generated.test(file))
    .sort()

export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

/** Every TypeScript file of this repository, with its imports. */
export const everySource = (): Source[] =>
  [...packages, 'scripts'].flatMap((name) => filesIn(name, /\.tsx?$/)).map(sourceOf)

export const filesNamed = (ending: RegExp): string[] => packages.flatMap((name) => filesIn(name, ending))

const sourceOf = (file: string): Source => {
  const [name = '', ...rest] = file.split('/')
  const inside = rest[0] === 'src' ? rest.slice(1) : rest
  const text = read(file)
  const wanted = importsOf(text)
  return {
    file,
    package: name,
    folder: inside.length > 1 ? (inside[0] ?? '') : '',
    name: inside.at(-1) ?? '',
    text,
    imports: wanted.flatMap((one) => ownFile(file, one.name) ?? []),
    runs: wanted.flatMap((one) => (one.later ? [] : (ownFile(file, one.name) ?? []))),
    foreign: wanted.map((one) => one.name).filter(isForeign),
    loads: wanted.filter((one) => !one.later && isForeign(one.name)).map((one) => one.name),
  }
}

const isForeign = (name: string) => !name.startsWith('.') && !name.startsWith('@palermo/')

const statement =
  /^\s*(import|export)\b(\s+type\b)?([^'"`;]*?)from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm

/**
 * Imports of a file. `later` is true for an import of types only, which is removed when compiled, and for a dynamic
 * import.
 */
const importsOf = (text: string): { name: string; later: boolean }[] =>
  [...text.matchAll(statement)].map(([, , type, names = '', from, bare, dynamic]) => ({
    name: from ?? bare ?? dynamic ?? '',
    later: type !== undefined || dynamic !== undefined || (/\{/.test(names) && onlyTypes(names)),
  }))

const onlyTypes = (names: string) =>
  names
    .replaceAll(/[{}\n]/g, '')
    .split(',')
    .filter((one) => one.trim() !== '')
    .every((one) => /^\s*type\s/.test(one))

const ownFile = (from: string, wanted: string): string | undefined => {
  if (wanted.startsWith('@palermo/')) {
    const [, name, ...rest] = wanted.split('/')
    return name === 'shared' && rest[0] === 'profiles' ? `${name}/${rest.join('/')}` : `${name}/src/${rest.join('/')}`
  }
  return wanted.startsWith('.') ? path.posix.join(path.posix.dirname(from), wanted) : undefined
}

/** The text without comments. */
export const code = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[\s;{}(,])\/\/[^\n]*/g, '$1')
