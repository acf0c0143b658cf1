import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const packages = ['shared', 'db', 'server', 'workers', 'web', 'tests'] as const

export interface Source {
  /** From the root, with forward slashes. */
  file: string
  package: string
  /** The folder under `src` (or under `tests`), empty at the top. */
  folder: string
  name: string
  text: string
  /** Files of ours that it imports, from the root; those of which it runs something; and packages of others. */
  imports: string[]
  runs: string[]
  foreign: string[]
  /** Packages of others that are loaded together with it. */
  loads: string[]
}

const made = /(^|\/)(node_modules|dist|\.cache|\.data)\//
/** Written by a tool at every build. */
const generated = /\.gen\.ts$/

const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => ending.test(file) && !made.test(file) && !generated.test(file))
    .sort()

export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

/** Every TypeScript file of ours, with what it imports. */
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

/** Types leave nothing behind, and what is fetched when it is needed runs later: both are told apart. */
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

/** Comments do not count as code. */
export const code = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[\s;{}(,])\/\/[^\n]*/g, '$1')
