import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../web/src/', import.meta.url)
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.gen.ts'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(new URL(file, root), 'utf8') }))

/** Hooks and components that pass the mutation on, so that the code that uses them shows its error. */
const handedOn = [
  'cases/useActOnCase.ts',
  'referrals/WriteMessage.tsx',
  'referrals/useActOnReferral.ts',
  'referrals/useSending.ts',
  'tasks/useActOnTask.ts',
  // Shows for each row why it was refused.
  'groups/AcceptTogether.tsx',
  // Keeps the entry waiting, and shows the reason beside it.
  'entries/WaitingEntry.tsx',
]

/** The text from an opening bracket to its closing bracket. */
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
