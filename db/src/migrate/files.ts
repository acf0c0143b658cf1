import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Predecessor, predecessor } from './predecessor.ts'

/** A SQL file with the hash of its text, which shows whether the file has changed. */
export interface SqlFile {
  name: string
  hash: string
  text: string
}

/** The folders of the numbered migrations, which define the structure, and of the object files. */
export interface Folders {
  migrations: string
  objects: string
  predecessor?: Predecessor
}

export const shippedFolders: Folders = {
  migrations: fileURLToPath(new URL('../../migrations/', import.meta.url)),
  objects: fileURLToPath(new URL('../../objects/', import.meta.url)),
  predecessor,
}

const migrationName = /^(\d{4})_[a-z0-9_]+\.sql$/
const objectName = /^[a-z0-9-]+\/[a-z0-9-]+\.sql$/

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

const read = (folder: string, name: string): SqlFile => {
  const text = readFileSync(`${folder}/${name}`, 'utf8')
  return { name, text, hash: digest(text) }
}

/** Reads the migrations in order of their numbers. Throws for a name without a number and for a duplicate number. */
export const readMigrations = (folder: string): SqlFile[] => {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const numbers = new Set<string>()
  for (const name of names) {
    const number = migrationName.exec(name)?.[1]
    if (number === undefined) throw new Error(`${name} is no migration's name`)
    if (numbers.has(number)) throw new Error(`two migrations carry the number ${number}`)
    numbers.add(number)
  }
  return names.map((name) => read(folder, name))
}

/** Reads the object files, `<capability>/<subject>.sql`, in order of their names. */
export const readObjects = (folder: string): SqlFile[] => {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort()
  for (const name of names)
    if (!objectName.test(name)) throw new Error(`${name} is no object file's name (<capability>/<subject>.sql)`)
  return names.map((name) => read(folder, name))
}
