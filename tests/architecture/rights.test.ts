import { expect, test } from 'vitest'
import { everySource } from './source.ts'

// Pages hold no rules about rights: they offer the `actions` of a reply, including those of the signed-in person
// (`Me`). A page may read the role of the signed-in person only to show its name.

const pages = everySource().filter((source) => source.package === 'web')

/** Lists of roles by which the server decides what a person may do. */
const lists = /\b(seesTeam|firstResponders|coordinators|doesCasework|approving|compartmentsFor|onlyAskOfRemoval)\b/
const ofReader = /\b(me|useMe\(\)|actor)\.(function|sector)\b|\{[^{}]*\b(function|sector)\b[^{}]*\} = useMe\(\)/
const showsItsName = /\bt\(`(functions|sectors)\.\$\{me\.(function|sector)\}`\)/g

const linesThat = (matches: (line: string) => boolean) =>
  pages.flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, at) => (matches(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  )

test('no page asks for the role or the sector of its reader but to show its name', () => {
  expect(pages.length).toBeGreaterThan(300)
  expect(linesThat((line) => ofReader.test(line.replaceAll(showsItsName, '')))).toEqual([])
})

test('no page holds a list of roles that may do something', () => {
  expect(linesThat((line) => lists.test(line))).toEqual([])
})

test.each([
  "const may = me.function === 'administrator'",
  'const { function: role } = useMe()',
  'if (useMe().function === x) return null',
  't(`functions.$' + '{me.function}`) && me.sector',
])('control: %s is found', (line) => {
  expect(ofReader.test(line.replaceAll(showsItsName, ''))).toBe(true)
})
