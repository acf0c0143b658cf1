import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const checkout = fileURLToPath(new URL('../../..', import.meta.url))
const packages = ['shared', 'db', 'server', 'web', 'workers'] as const

/** Returns the hand-written files in this record type's folders, and the routes that these files register. */
export const handWritten = async (plural: string): Promise<{ files: string[]; routes: string[] } | undefined> => {
  const found = await Promise.all(packages.map((name) => filesIn(`${name}/src/${plural}`)))
  const files = found.flat()
  if (files.length === 0) return undefined
  const routes = await Promise.all([ownRoutes(plural), derivedRoutes(plural), routesElsewhere(plural)])
  return { files, routes: routes.flat() }
}

/** Returns the files in a folder; none if the folder is missing, because an offline bundle contains no sources. */
const filesIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(path.join(checkout, folder)).catch(() => [])
  return names
    .filter((name) => /\.tsx?$/.test(name))
    .sort()
    .map((name) => `${folder}/${name}`)
}

const textOf = (file: string) => readFile(path.join(checkout, file), 'utf8')

/**
 * Returns the routes in the record type's own folder. A file such as `uploads-routes.ts` beside `routes.ts` is
 * registered by `routes.ts` under a prefix.
 */
const ownRoutes = async (plural: string): Promise<string[]> => {
  const folder = `server/src/${plural}`
  const main = await textOf(`${folder}/routes.ts`).catch(() => '')
  const prefixes = [...main.matchAll(/\.register\((\w+)Routes, \{[^}]*prefix: '([^']+)'/g)]
  const beneath = await Promise.all(
    prefixes.map(async ([, name = '', prefix = '']) =>
      routesIn(await textOf(`${folder}/${name}-routes.ts`), `/api/${plural}${prefix}`),
    ),
  )
  return [...routesIn(main, `/api/${plural}`), ...beneath.flat()]
}

/** Returns the common routes of a type whose folder has no `routes.ts`, because its whole database layer is derived. */
const derivedRoutes = async (plural: string): Promise<string[]> =>
  new RegExp(`routesOf\\(\\w+\\), \\{ prefix: '/${plural}'`).test(await textOf('server/src/app.ts'))
    ? commonIn(derived, `/api/${plural}`)
    : []
/** A line of source code that stands for the registration of all common routes. */
const derived = '  ...derivedRecords,'

/** Returns the routes of the audit capability below the record type's path, such as its access log. */
const routesElsewhere = async (plural: string): Promise<string[]> =>
  routesIn(await textOf('server/src/audit/routes.ts'), '/api').filter((route) => route.includes(` /api/${plural}/`))

const routesIn = (text: string, prefix: string): string[] => [
  ...[...text.matchAll(/\bapp\.(get|post|patch|put|delete)(?:<[^(]*>)?\(\s*'([^']*)'/g)].map(
    ([, method = '', at = '']) => `${method.toUpperCase()} ${prefix}${at === '/' ? '' : at}`,
  ),
  ...[...text.matchAll(/\b(?:recordRoutes\(app, db, |routesOf\()\{([\s\S]*?)\n {0,4}\}\)/g)].flatMap(([, parts = '']) =>
    commonIn(parts, prefix),
  ),
]

const commonIn = (parts: string, prefix: string): string[] =>
  Object.entries(commonRoutes).flatMap(([part, [method, at]]) =>
    new RegExp(`^ +(${part}: |\\.\\.\\.\\w+Records,)`, 'm').test(parts) ? [`${method} ${prefix}${at}`] : [],
  )

/** The common routes of a record type, by the name of the part that registers each. */
const commonRoutes = {
  list: ['GET', ''],
  create: ['POST', ''],
  read: ['GET', '/:id'],
  act: ['POST', '/:id/actions'],
} as const
