import { expect, test } from 'vitest'
import { everySource } from './source.ts'

// A cast over `unknown` or `never` turns off type checking for the value. Each such cast outside the tests needs a
// reason: a comment beginning with "Cast:" in the seven lines before it. `as any` and comments that turn off the
// compiler are refused.

/** Present number of casts. A further cast needs a reason, and this number must then be raised. */
const most = 27

const isComment = (line: string) => /^\s*(\/\/|\*|\/\*)/.test(line)
const product = everySource().filter((source) => source.package !== 'tests')

const casts = product.flatMap(({ file, text }) => {
  const lines = text.split('\n')
  return lines.flatMap((line, at) =>
    !isComment(line) && /\bas never\b|\bas unknown as\b/.test(line)
      ? [
          {
            place: `${file}:${at + 1}`,
            reasoned: lines.slice(Math.max(0, at - 7), at).some((before) => /\/\/ Cast: /.test(before)),
          },
        ]
      : [],
  )
})

test('every cast over unknown or never says why it is right', () => {
  expect(casts.length).toBeGreaterThan(0)
  expect(casts.filter(({ reasoned }) => !reasoned).map(({ place }) => place)).toEqual([])
})

test('there are no more casts than are counted here', () => {
  expect(casts.length, casts.map(({ place }) => place).join('\n')).toBeLessThanOrEqual(most)
})

test('nothing is any, and no error of the compiler is silenced', () => {
  const silenced = product.flatMap(({ file, text }) =>
    text
      .split('\n')
      .flatMap((line, at) =>
        (!isComment(line) && /\bas any\b(?!`)|: any\b|<any>/.test(line)) ||
        /@ts-(ignore|expect-error|nocheck)/.test(line)
          ? [`${file}:${at + 1}`]
          : [],
      ),
  )
  expect(silenced).toEqual([])
})
