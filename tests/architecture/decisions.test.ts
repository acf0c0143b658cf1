import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { read, root } from './source.ts'

const folder = 'docs/decisions'
const files = readdirSync(path.join(root, folder))
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .sort()

const recordOf = (file: string) => {
  const [, number = '–', title] = /^# (?:(\d{4}) )?(.+)\n/.exec(read(`${folder}/${file}`)) ?? []
  const [, status, date] = /^Status: (.+)\.\nDate: (\d{4}-\d{2}-\d{2})\.$/m.exec(read(`${folder}/${file}`)) ?? []
  return { file, number, title, status, date }
}
const records = files.map(recordOf)

test('every decision record has a plain heading, a status and a date', () => {
  // A record begins with `# 0080 Title`, an empty line, `Status: in force.` and `Date: 2026-12-01.`
  expect(records.filter(({ title, status, date }) => !title || !status || !date).map(({ file }) => file)).toEqual([])
  const misnumbered = records.filter(({ file, number }) => /^\d/.test(file) && !file.startsWith(`${number}-`))
  expect(misnumbered.map(({ file }) => file)).toEqual([])
  const numbers = records.map(({ number }) => number).filter((number) => number !== '–')
  // Numbers begin at 0001 and have no gap; a new record takes the next number.
  expect(numbers).toEqual(numbers.map((_, at) => String(at + 1).padStart(4, '0')))
})

test('a record is in force, or replaced by a record that exists and says so', () => {
  const known = new Map(records.map((record) => [record.number, record]))
  for (const { file, number, status = '' } of records) {
    expect(status, file).toMatch(/^(in force|replaced by \d{4})\b/)
    for (const [other] of status.matchAll(/\d{4}/g)) expect(known.has(other), `${file} names ${other}`).toBe(true)
    const [, successor] = /^replaced by (\d{4})/.exec(status) ?? []
    if (successor)
      expect(known.get(successor)?.status, `${successor} replaces ${number}`).toContain(`replaces ${number}`)
  }
})

test('the index lists every record with its title, status and date', () => {
  // If this fails, correct the lines of docs/decisions/README.md as shown.
  const lines = read(`${folder}/README.md`).split('\n')
  const listed = lines.filter((line) => line.startsWith('| ') && line.includes('.md)'))
  expect(listed).toEqual(
    records.map(({ number, title, file, status, date }) => `| ${number} | [${title}](${file}) | ${status} | ${date} |`),
  )
})

test('every link between documents leads to a file', () => {
  const documents = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file.replaceAll('\\', '/')}`)
  const broken = [...documents, 'README.md'].flatMap((file) =>
    [...read(file).matchAll(/\]\(([^)#:\s]+\.md)(?:#[^)]*)?\)/g)]
      .filter(([, target = '']) => !documents.includes(path.posix.join(path.posix.dirname(file), target)))
      .map(([, target]) => `${file}: ${target}`),
  )
  expect(broken).toEqual([])
})
