import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

const name = 'page-messages.en.json'
const virtual = 'virtual:page-messages/'

/** Keys of each folder's `page-messages.en.json`, by the folder's name. */
export type PageMessages = ReadonlyMap<string, readonly string[]>

/** @param source the absolute path of `web/src` */
export const readPageMessages = (source: string): PageMessages =>
  new Map(
    readdirSync(source).flatMap((folder) => {
      const file = path.join(source, folder, name)
      return existsSync(file) ? [[folder, Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)] as const] : []
    }),
  )

/** A key in quotes, or the beginning of one before the code that a template puts in. */
const literal = /(['"`])([a-z][a-z0-9-]*(?:\.[\w-]+)*\.?)(?:\1|(?=\$\{))/g

/** The folders whose page messages a module names: by a whole key, or by the beginning of one. */
export const foldersNamedIn = (code: string, messages: PageMessages): string[] => {
  const named = [...code.matchAll(literal)].map(([, , key = '']) => key).filter((key) => key.includes('.'))
  return [...messages].flatMap(([folder, keys]) =>
    named.some((key) => (key.endsWith('.') ? keys.some((one) => one.startsWith(key)) : keys.includes(key)))
      ? [folder]
      : [],
  )
}

/**
 * Splits the messages by route: each module imports the `page-messages.en.json` of the folders whose keys it names, so that
 * they are in the catalogue before it is drawn and travel with the pages that need them.
 */
export const pageMessages = (source: string): Plugin => {
  let messages: PageMessages = new Map()
  return {
    name: 'palermo:page-messages',
    buildStart() {
      messages = readPageMessages(source)
      for (const folder of messages.keys()) this.addWatchFile(path.join(source, folder, name))
    },
    resolveId: (id) => (id.startsWith(virtual) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${virtual}`)) return undefined
      const file = path.join(source, id.slice(virtual.length + 1), name)
      return `import { learn } from ${JSON.stringify(path.join(source, 'messages.ts'))}
import words from ${JSON.stringify(file)}
learn({ words })`
    },
    transform(code, id) {
      const [file = ''] = id.split('?')
      if (!file.startsWith(`${source}/`) || !/(?<!\.gen)\.tsx?$/.test(file)) return undefined
      const imports = foldersNamedIn(code, messages).map((folder) => `import '${virtual}${folder}';`)
      // On the first line, so that the lines of the source map stay.
      return imports.length > 0 ? { code: imports.join('') + code, map: null } : undefined
    },
  }
}
