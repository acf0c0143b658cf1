import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './command.ts'

/** The fields of a declaration that are read here. */
interface Declared {
  name: string
  plural: string
  page: string
  life: boolean
  list?: object
  create: { may?: readonly Right[] }
  actions?: Readonly<Record<string, { may: readonly Right[] }>>
}
interface Right {
  functions: readonly string[]
}

const file = path.join(root, 'web/src/navigation/record-pages.gen.ts')
const folder = (plural: string) => path.join(root, 'shared/src', plural, 'record.ts')

/**
 * Writes the index of the record types with derived pages: types with actions that declare a list and the page
 * `/<plural>/$id`. A route file in `web/src/routes` replaces a derived page; a type whose two pages are both replaced
 * is left out.
 */
export async function writeRecordPages(): Promise<void> {
  const text = recordPages(await derivedTypes())
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}

const hasRoute = (name: string) => existsSync(path.join(root, 'web/src/routes/_in', `${name}.tsx`))

/** Each type with derived pages, and the name of the export that holds its declaration. */
async function derivedTypes(): Promise<(Declared & { exported: string })[]> {
  const { recordTypes } = (await import(pathToFileURL(path.join(root, 'shared/src/record-types.ts')).href)) as {
    recordTypes: readonly Declared[]
  }
  const derived = recordTypes.filter(
    ({ plural, page, life, list }) =>
      life &&
      list !== undefined &&
      page === `/${plural}/$id` &&
      !(hasRoute(`${plural}.index`) && hasRoute(`${plural}.$id`)),
  )
  return Promise.all(
    derived.map(async (type) => {
      const found = (await import(pathToFileURL(folder(type.plural)).href)) as Record<string, unknown>
      const exported = Object.keys(found).find((name) => found[name] === type)
      if (exported === undefined) throw new Error(`${folder(type.plural)} does not export the declaration ${type.name}`)
      return { ...type, exported }
    }),
  )
}

/**
 * The text of the index. The first page of the app loads the index, so the index holds no declaration but imports each
 * when it is needed.
 */
export const recordPages = (types: readonly (Declared & { exported: string })[]): string =>
  [
    '// Written by `npm run check` from the declarations of the record types.',
    '',
    '/** The record types with derived pages: the folder of each, and the roles that create or act. */',
    'export const recordPages = {',
    ...types.map((type) => `  ${keyOf(type.name)}: { plural: '${type.plural}', roles: [${rolesOf(type)}] },`),
    '} as const',
    '',
    '/** The declaration of each of these types, by its folder. */',
    'export const declarations = {',
    ...types.map(({ plural, exported }) => {
      const module = `@palermo/shared/${plural}/record.ts`
      return `  ${keyOf(plural)}: () => import('${module}').then((found) => found.${exported}),`
    }),
    '}',
    '',
    '/** The messages of their pages, by file. */',
    'export const pageMessages = import.meta.glob<Record<string, string>>(',
    `  [${types.map(({ plural }) => `'../${plural}/page-messages.en.json'`).join(', ')}],`,
    "  { import: 'default' },",
    ')',
    '',
  ].join('\n')

const rolesOf = ({ create, actions = {} }: Declared): string => {
  const rights = [...(create.may ?? []), ...Object.values(actions).flatMap(({ may }) => may)]
  return [...new Set(rights.flatMap(({ functions }) => functions))].map((role) => `'${role}'`).join(', ')
}

const keyOf = (name: string) => (/^\w+$/.test(name) ? name : `'${name}'`)
