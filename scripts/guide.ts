// The code blocks of docs/add-a-capability.md, as the files that they stand for.

export interface Block {
  file: string
  text: string
}

/** Each code block whose first line names a file after the language, in the order of the guide. */
export const blocksOf = (guide: string): Block[] =>
  [...guide.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(([, file = '', text = '']) => ({ file, text }))

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** The text of the guide's example under another name. */
export const named = (text: string, plural: string, singular: string): string =>
  text
    .replaceAll('Hearings', capital(plural))
    .replaceAll('hearings', plural)
    .replaceAll('Hearing', capital(singular))
    .replaceAll('hearing', singular)

/** The list of record types with one more, and the default rules of its clocks. */
export const registered = (types: string, plural: string, singular: string): string =>
  withLine(
    types
      .replace('export const recordTypes = collected([\n', (line) => `${line}  ${singular},\n`)
      .replace(
        'export const defaultRules = rulesOfTypes(recordTypes, {\n',
        (line) => `${line}  ${singular}: ${singular}Clocks,\n`,
      ),
    `import ${singular}Clocks from './${plural}/clocks.json' with { type: 'json' }\nimport { ${singular} } from './${plural}/record.ts'`,
  )

/** The server with the routes of one more. */
export const withRoutes = (app: string, plural: string, singular: string): string =>
  withLine(
    app.replace(
      '      await api.register(recordRoutes,',
      (line) => `      await api.register(${singular}Routes, { prefix: '/${plural}', ...options })\n${line}`,
    ),
    `import { ${singular}Routes } from './${plural}/routes.ts'`,
  )

/** One more import after those that stand there. */
const withLine = (text: string, line: string): string => {
  const last = text.lastIndexOf('\nimport ')
  const end = text.indexOf('\n', last + 1)
  return `${text.slice(0, end)}\n${line}${text.slice(end)}`
}
