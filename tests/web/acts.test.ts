import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../web/src/', import.meta.url)
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.gen.ts'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(new URL(file, root), 'utf8') }))

/** Handed on whole, to be shown where it is used. */
const handedOn = [
  'cases/useActOnCase.ts',
  'referrals/WriteMessage.tsx',
  'referrals/useActOnReferral.ts',
  'referrals/useSending.ts',
  'tasks/useActOnTask.ts',
  // Says row by row what was refused.
  'groups/AcceptTogether.tsx',
  // Waits on, and says why where it stands.
  'entries/WaitingEntry.tsx',
]

/** From the opening bracket to the one that closes it. */
const callAt = (text: string, from: number): string => {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')' && --depth === 0) return text.slice(from, at + 1)
  }
  return text.slice(from)
}

test('an act that could not be sent says so: its error is shown, or told in passing', () => {
  const acts = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/const (\w+) = useMutation\(/g)].map((found) => ({
      at: `${file} ${found[1]}`,
      file,
      text,
      name: found[1] ?? '',
      call: callAt(text, text.indexOf('(', found.index)),
    })),
  )
  expect(acts.length).toBeGreaterThan(50)
  const silent = acts.filter(
    ({ file, name, text, call }) =>
      !handedOn.includes(file) &&
      !call.includes('onError') &&
      !new RegExp(`\\b${name}\\.error\\b|\\b(act|saving|going)=\\{${name}\\}`).test(text),
  )
  expect(silent.map(({ at }) => at)).toEqual([])
})
