import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { retiredWords } from './retired-words.ts'
import { code, everySource, filesNamed, read, root } from './source.ts'

/** Removes strings, which may hold codes of the database, addresses or texts for users. */
const withoutStrings = (text: string) => text.replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, `''`)
const withoutSqlComments = (text: string) => text.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, '')
const codeSpans = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span).join('\n')
const nameOf = (file: string) => file.split('/').at(-1)?.replace(/\..*$/, '') ?? ''

const list = /architecture\/retired-words\./
const documents = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .map((file) => `docs/${file.replaceAll('\\', '/')}`)
  // The glossary lists the retired words, and decision records describe the code of their day.
  .filter((file) => file.endsWith('.md') && file !== 'docs/glossary.md' && !file.startsWith('docs/decisions/'))

const corpus: { file: string; text: string }[] = [
  ...everySource()
    .filter(({ file }) => !list.test(file))
    .map(({ file, text }) => ({ file, text: withoutStrings(code(text)) })),
  ...filesNamed(/\.sql$/).map((file) => ({ file, text: withoutStrings(withoutSqlComments(read(file))) })),
  ...documents.map((file) => ({ file, text: codeSpans(read(file)) })),
].map(({ file, text }) => ({ file, text: `${nameOf(file)}\n${text}` }))

const usesOf = (pattern: RegExp) =>
  corpus.flatMap(({ file, text }) => {
    const uses = text.match(pattern)?.length ?? 0
    return uses === 0 ? [] : [{ file, uses }]
  })

test.each(retiredWords)('$word is retired: $instead', ({ pattern, ceiling }) => {
  const found = usesOf(pattern)
  const total = found.reduce((sum, { uses }) => sum + uses, 0)
  // If the number is above the ceiling, use the plain name. If it is far below, lower the ceiling in retired-words.ts.
  const largest = found.toSorted((a, b) => b.uses - a.uses).slice(0, 8)
  expect(
    total,
    `${total} uses, most of them in\n${largest.map(({ file, uses }) => `${file}: ${uses}`).join('\n')}\n`,
  ).toBeLessThanOrEqual(ceiling)
})

test('each retired word is listed once, and the glossary knows its plain name', () => {
  expect(new Set(retiredWords.map(({ word }) => word)).size).toBe(retiredWords.length)
  const glossary = read('docs/glossary.md')
  expect(retiredWords.filter(({ word }) => !glossary.includes(`\`${word}\``)).map(({ word }) => word)).toEqual([])
})
