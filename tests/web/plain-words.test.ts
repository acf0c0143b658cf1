import { expect, test } from 'vitest'
import { filesNamed, read } from '../architecture/source.ts'

// Texts for users are in everyday language; these words, which earlier texts used, must not return.
const retired: Record<string, RegExp> = {
  '"nobody" (no one, or name the role)': /\bnobody\b/i,
  '"somebody" (someone, or name the role)': /\bsomebody\b/i,
  '"everybody" (everyone)': /\beverybody\b/i,
  '"whoever" (name the role)': /\bwhoever\b|\bwhomever\b/i,
  'a wall (say who can read it)': /\bwalls?\b/i,
  'told (notified)': /\b(is|are|has been|have been) told\b/i,
  'owes (has to do, is responsible)': /\bowe[sd]?\b/i,
  'in vain (unsuccessful)': /\bin vain\b/i,
  'let in (access)': /\blet (you )?in\b/i,
  'stays blank (optional)': /\b(may )?stays? blank\b/i,
  'go on, went on (continue)': /\bgo on (writing|with it)\b/i,
}

/** Catalogues of our own texts. Official forms are left out, because they keep the wording of their authority. */
const texts = filesNamed(/(messages|labels|intake-short|sheet)\.en\.json$/).flatMap((file) =>
  Object.entries(JSON.parse(read(file)) as Record<string, string>),
)

/** Files with sentences for users in code: details of problems and reasons why a file is refused. */
const inCode = [
  'db/src/faults.ts',
  'shared/src/documents/files.ts',
  'shared/src/field-faults.ts',
  'shared/src/problem.ts',
].flatMap((file) =>
  [...read(file).matchAll(/'([^'\n]* [^'\n]*)'/g)].map(([, text = '']): [string, string] => [file, text]),
)

/** The text without the names of its placeholders, which users do not see. */
const shown = (text: string) => text.replaceAll(/\{\w+(, number)?\}/g, '')

test('no text of a page, e-mail, sheet, refusal or code list says a retired word', () => {
  expect(texts.length).toBeGreaterThan(2_000)
  const found = [...texts, ...inCode].flatMap(([key, text]) =>
    Object.entries(retired).flatMap(([what, pattern]) =>
      pattern.test(shown(text)) ? [`${key}: ${what}: ${text}`] : [],
    ),
  )
  expect(found).toEqual([])
})
