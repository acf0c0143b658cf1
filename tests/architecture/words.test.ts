import { recordTypes } from '@palermo/shared/record-types.ts'
import { withLife } from '@palermo/shared/records/collection.ts'
import { transform } from 'esbuild'
import { beforeAll, describe, expect, test } from 'vitest'
import { possibleWords } from '../records/page-words.ts'
import { code, everySource, filesNamed, read } from './source.ts'

const sources = everySource()
const catalogue = new Map<string, string>()
beforeAll(() => {
  for (const file of filesNamed(/(messages|labels|intake-short)\.en\.json$/)) {
    for (const [key, words] of Object.entries(JSON.parse(read(file)) as Record<string, string>)) {
      expect(catalogue.has(key), `${key} stands twice`).toBe(false)
      catalogue.set(key, words)
    }
  }
})

/** Sources that may name a key of the catalogues: pages, outbound messages, and contracts that name labels. */
const speakers = sources.filter(({ package: name }) => ['web', 'workers', 'shared', 'server', 'db'].includes(name))
const literal = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"/g
const template = /`((?:[^`\\]|\\.)*)`/g

/** The keys that the sources name: whole strings, and patterns of template literals that build keys. */
const spoken = () => {
  const whole = new Set<string>()
  const parts: RegExp[] = []
  for (const { text } of speakers) {
    const plain = code(text)
    for (const [, one, two] of plain.matchAll(literal)) whole.add(one ?? two ?? '')
    for (const [, text2 = ''] of plain.matchAll(template)) {
      const fixed = text2.split(/\$\{[^}]*\}/)
      // A pattern without fixed text would match every key.
      if (fixed.length > 1 && /^[a-z-]{3,}\./.test(fixed[0] ?? '')) {
        parts.push(
          new RegExp(`^${fixed.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[A-Za-z0-9.-]+')}$`),
        )
      }
    }
  }
  return { whole, parts }
}

test('every key of the catalogues is spoken somewhere', () => {
  const { whole, parts } = spoken()
  // Whether a component receives the beginning of this key and appends the rest.
  const begun = (key: string) => {
    const steps = key.split('.')
    return steps.some((_, i) => i > 1 && whole.has(steps.slice(0, i).join('.')))
  }
  const ofRecords = new Set(withLife(recordTypes).flatMap(possibleWords))
  const silent = [...catalogue.keys()].filter(
    // Keys of a form are named in the form itself; the tests of the forms check them.
    (key) =>
      !key.startsWith('forms.') &&
      !whole.has(key) &&
      !begun(key) &&
      !ofRecords.has(key) &&
      !parts.some((part) => part.test(key)),
  )
  expect(silent).toEqual([])
})

test('every key that is spoken is in a catalogue', () => {
  const missing = speakers
    .filter(({ package: name }) => name === 'web' || name === 'shared')
    .flatMap(({ file, text }) =>
      [...code(text).matchAll(/\bsay\(\s*'([^']+\.[^']+)'|\b(?:labelKey|titleKey|hintKey)[=:]\s*'([^']+\.[^']+)'/g)]
        .map(([, said, named]) => said ?? named ?? '')
        .filter((key) => !catalogue.has(key))
        .map((key) => `${file}: ${key}`),
    )
  expect(missing).toEqual([])
})

test('words are words: none is empty, none is its own key, none has markup', () => {
  for (const [key, words] of catalogue) {
    expect(words.trim().length, key).toBeGreaterThan(0)
    expect(words, key).not.toBe(key)
    expect(words, key).not.toMatch(/<\/?[a-z]+>|\s{2,}|^\s|\s$/)
  }
})

test('no page leaves it to the browser how a day or a time is written: DateField, MomentField and TimeField do it', () => {
  const native = speakers
    .filter(({ package: name }) => name === 'web')
    .filter(({ text }) => /type="(date|time|datetime-local|month|week)"/.test(code(text)))
  expect(native.map(({ file }) => file)).toEqual([])
})

describe('a page speaks only through the catalogues', () => {
  const pages = sources.filter(({ file }) => file.startsWith('web/src/') && file.endsWith('.tsx'))
  const quoted = /^"((?:[^"\\]|\\.)*)"/
  const spokenBy =
    /"aria-[a-z]*(?:label|description|roledescription|valuetext|placeholder)"|\b(?:title|placeholder|alt|label|description|heading|legend|summary|caption|hint|errorMessage)/

  /**
   * The strings that are children of an element. The source is read after esbuild has turned JSX into calls, so that no
   * text is hidden between tags.
   */
  const childrenIn = (plain: string) =>
    [...plain.matchAll(/\bchildren: (?=["[])/g)].flatMap(({ index, 0: found }) => {
      const rest = plain.slice(index + found.length)
      if (!rest.startsWith('"')) return itemsOf(rest)
      const [whole = '', words = ''] = quoted.exec(rest) ?? []
      return asked(rest.slice(whole.length)) ? [] : [words]
    })
  /** Whether the string is part of a comparison, such as `"clipboard" in navigator`, and so is not shown. */
  const asked = (rest: string) => /^\s*(in|===|!==|\?)\s/.test(rest)
  /** Strings that are direct items of an array, not of a nested one. */
  const itemsOf = (list: string) => {
    const items: string[] = []
    let depth = 0
    for (let at = 0; at < list.length; at++) {
      const string = quoted.exec(list.slice(at))
      if (string) {
        if (
          depth === 1 &&
          /[[,]\s*$/.test(list.slice(Math.max(0, at - 40), at)) &&
          !asked(list.slice(at + string[0].length))
        )
          items.push(string[1] ?? '')
        at += string[0].length - 1
      } else if ('[({'.includes(list[at] ?? '')) depth++
      // An array on which a method is called holds codes that are mapped to elements, and is not shown itself.
      else if ('])}'.includes(list[at] ?? '') && --depth === 0) return list[at + 1] === '.' ? [] : items
    }
    return items
  }
  /** The product's name is not translated. */
  const nameOfTheProduct = 'Palermo'

  test('no text stands in its markup', async () => {
    const found: string[] = []
    for (const { file, text } of pages) {
      const { code: plain } = await transform(text, { loader: 'tsx', jsx: 'automatic', charset: 'utf8' })
      const attributes = [...plain.matchAll(new RegExp(`(?:${spokenBy.source}): "((?:[^"\\\\]|\\\\.)*)"`, 'g'))].map(
        ([, one = '']) => one,
      )
      const shown = [
        ...childrenIn(plain).filter((one) => /\p{L}{2}/u.test(one) && one !== nameOfTheProduct),
        ...attributes.filter((one) => /^\p{Lu}\p{L}|\p{L}\s\p{L}/u.test(one)),
      ]
      found.push(...shown.map((one) => `${file}: ${one}`))
    }
    expect(found).toEqual([])
  })

  test('no sentence stands in its code', () => {
    const sentence = /^[A-Z][a-z]+( [A-Za-z’,]+){2,}[.!?…]?$/
    const found = pages.flatMap(({ file, text }) =>
      [
        ...code(text)
          .replaceAll(/new \w*Error\([^)]*\)/g, '')
          .matchAll(literal),
      ]
        .map(([, one, two]) => one ?? two ?? '')
        .filter((one) => sentence.test(one))
        .map((one) => `${file}: ${one}`),
    )
    expect(found).toEqual([])
  })
})
