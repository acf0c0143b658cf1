// Reads the code blocks of docs/add-a-capability.md as files.

export interface Block {
  file: string
  text: string
}

/** The code blocks that name a file after the language, in the order of the guide. */
export const blocksOf = (guide: string): Block[] =>
  [...guide.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(([, file = '', text = '']) => ({ file, text }))

const article = (word: string) => (/^[aeiou]/.test(word) ? 'an' : 'a')
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** The text of the guide's example with another name for the record type. */
export const named = (text: string, plural: string, singular: string): string =>
  text
    .replaceAll('Hearings', capital(plural))
    .replaceAll('hearings', plural)
    .replaceAll('Hearing', capital(singular))
    .replaceAll('a hearing', `${article(singular)} ${singular}`)
    .replaceAll('A hearing', `${capital(article(singular))} ${singular}`)
    .replaceAll('hearing', singular)

/**
 * The source of the list of record types with one type added, in alphabetical order, and with the default rules of its
 * deadlines added at the end.
 */
export const registered = (types: string, plural: string, singular: string): string =>
  withImports(
    types
      .replace(/(export const recordTypes = collected\(\[\n)([\s\S]*?)(\]\))/, (_, head, lines, foot) =>
        [head, sorted(lines, [`  ${singular},`]), foot].join(''),
      )
      .replace(/(export const defaultRules = rulesOfTypes\(recordTypes, \{\n[\s\S]*?)(\}\))/, (_, lines, foot) =>
        [lines, `  ${singular}: ${singular}Clocks,\n`, foot].join(''),
      ),
    [
      `import ${singular}Clocks from './${plural}/clocks.json' with { type: 'json' }`,
      `import { ${singular} } from './${plural}/record.ts'`,
    ],
  )

/** The source of the server with the routes of one more record type. */
export const withRoutes = (app: string, plural: string, singular: string): string => {
  const registered = app.replace(
    '      await api.register(recordRoutes,',
    (line) => `      await api.register(routesOf(${singular}Records), { prefix: '/${plural}', ...options })\n${line}`,
  )
  const routesOf = `import { routesOf } from './records/record-routes.ts'`
  return withImports(
    withImports(registered, app.includes(routesOf) ? [] : [routesOf]),
    [`import { ${singular}Records } from '@palermo/db/${plural}/records.ts'`],
    '@palermo/',
  )
}

const sorted = (lines: string, more: readonly string[], key = (line: string) => line): string =>
  [...lines.split('\n').filter((line) => line !== ''), ...more]
    .sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0))
    .map((line) => `${line}\n`)
    .join('')

/** Adds imports to those whose paths begin with `prefix`, sorted by path as biome requires. */
const withImports = (text: string, lines: readonly string[], prefix = './'): string =>
  text.replace(new RegExp(`(?:^import [^\\n]* from '${prefix.replaceAll('.', '\\.')}[^\\n]*\\n)+`, 'm'), (imports) =>
    sorted(imports, lines, (line) => /'([^']*)'/.exec(line)?.[1] ?? ''),
  )
