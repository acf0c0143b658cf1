import { toProblem, Unexpected } from '@palermo/db/faults.ts'
import { guardCodes } from '@palermo/db/guard-codes.ts'
import { readObjects, shippedFolders } from '@palermo/db/migrate/files.ts'
import { expect, test } from 'vitest'

const raised = readObjects(shippedFolders.objects).flatMap(({ name, text }) =>
  [
    ...[...text.matchAll(/raise exception '((?:[^']|'')+)'([^;]*);/g)].map(([, message = '', rest = '']) => ({
      message,
      code: /errcode = '(\w{5})'/.exec(rest)?.[1],
    })),
    ...[...text.matchAll(/'((?:[^']|'')*)', '(\w{5})'\);/g)].map(([, message = '', code]) => ({ message, code })),
  ]
    .filter(({ message }) => message !== '%')
    .map(({ message, code }) => ({ name, message: message.replaceAll("''", "'"), code })),
)
/**
 * Codes for a missing session, an argument out of range, a second row where only one is allowed, and a record that is
 * answered as not found.
 */
const standard = ['28000', '22023', '23505', 'PA404']
/** These guards raise the code of row security, because a code of their own would reveal that a hidden row exists. */
const alike = ['notes/readers.sql']

test('every guard of the database has a code of its own, with its text and its cure in one table', () => {
  expect(raised.length).toBeGreaterThan(80)
  const foreign = raised.filter(({ code = '', name }) => !standard.includes(code) && !alike.includes(name))
  for (const { name, message, code = 'none' } of foreign)
    expect(guardCodes[code]?.refuses, `${name}: ${message} (${code})`).toBe(message)
})

test('the table has no code that is never raised, and no text twice', () => {
  const used = new Set(raised.map(({ code }) => code))
  expect(Object.keys(guardCodes).filter((code) => !used.has(code))).toEqual([])
  const texts = Object.values(guardCodes).map(({ refuses }) => refuses)
  expect(new Set(texts).size).toBe(texts.length)
  expect(Object.keys(guardCodes).filter((code) => !/^PA[1-9]\d\d$/.test(code))).toEqual([])
})

test('what a guard refused is an unexpected failure whose message names the guard and the cure, and no more', () => {
  const problem = toProblem(Object.assign(new Error('x'), { code: 'PA208' }))
  expect(problem).toBeInstanceOf(Unexpected)
  expect(problem).toMatchObject({
    message: expect.stringContaining(`${guardCodes.PA208?.refuses}. ${guardCodes.PA208?.cure}`),
  })
})
