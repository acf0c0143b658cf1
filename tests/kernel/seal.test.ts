import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { blindTokens, embeddedKeyring, type Keyring, open, type Place, seal } from '@palermo/db/seal.ts'
import { compartments } from '@palermo/shared/compartments.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const first = randomBytes(32)
const ring: Keyring = { newest: 1, keys: new Map([[1, first]]) }
const later: Keyring = {
  newest: 2,
  keys: new Map([
    [1, first],
    [2, randomBytes(32)],
  ]),
}
const place = fc.record({
  table: fc.constantFrom('texts_c1', 'texts_c3', 'case_persons'),
  field: fc.constantFrom('note', 'answers', 'identity'),
  id: fc.uuid(),
  compartment: fc.constantFrom(...compartments),
}) satisfies fc.Arbitrary<Place>
const words = fc.string({ unit: 'grapheme', maxLength: 200 })

test('words open again where they were sealed, and show nowhere in the bytes', () => {
  fc.assert(
    fc.property(place, words, (at, text) => {
      const sealed = seal(ring, at, text)
      expect(open(ring, at, sealed)).toBe(text)
      if (text.length > 3) expect(sealed.includes(Buffer.from(text))).toBe(false)
    }),
  )
})

test('they open at no other place: table, field, row and compartment are part of the seal', () => {
  fc.assert(
    fc.property(place, place, words, (at, elsewhere, text) => {
      const sealed = seal(ring, at, text)
      for (const key of ['table', 'field', 'id', 'compartment'] as const) {
        if (at[key] === elsewhere[key]) continue
        expect(() => open(ring, { ...at, [key]: elsewhere[key] }, sealed)).toThrow()
      }
    }),
  )
})

test('a bit turned anywhere, a byte more or less, and it does not open', () => {
  fc.assert(
    fc.property(place, words, fc.nat(), fc.nat(7), (at, text, where, bit) => {
      const sealed = seal(ring, at, text)
      const turned = Buffer.from(sealed)
      const index = where % turned.length
      turned[index] = (turned[index] ?? 0) ^ (1 << bit)
      expect(() => open(ring, at, turned)).toThrow()
      expect(() => open(ring, at, sealed.subarray(0, -1))).toThrow()
      expect(() => open(ring, at, Buffer.concat([sealed, Buffer.from([0])]))).toThrow()
    }),
  )
})

test('the same words are never sealed to the same bytes: every one has an IV of its own', () => {
  const at: Place = { table: 'texts_c1', field: 'note', id: '0198a000-0000-7000-8000-000000000000', compartment: 'C1' }
  const ivs = Array.from({ length: 2000 }, () => seal(ring, at, 'same').subarray(3, 15).toString('hex'))
  expect(new Set(ivs).size).toBe(ivs.length)
})

test('a newer key seals what comes, and the older one still opens what there was', () => {
  const at: Place = { table: 'texts_c1', field: 'note', id: '0198a000-0000-7000-8000-000000000000', compartment: 'C1' }
  const old = seal(ring, at, 'before')
  const fresh = seal(later, at, 'after')
  expect(open(later, at, old)).toBe('before')
  expect(open(later, at, fresh)).toBe('after')
  expect(() => open(ring, at, fresh)).toThrow('no key 2')
})

test('blind tokens know a name in any order, case and accent, and nothing else of it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('José', 'María', 'dela', 'Cruz', 'Nguyễn', 'Ana', 'Łucja', 'O’Brien'), { minLength: 1 }),
      fc.option(fc.integer({ min: 1930, max: 2020 })),
      (names, year) => {
        const tokens = blindTokens(ring, [names.join(' ')], year).sort()
        const turned = names.toReversed().map((name) => name.toUpperCase().normalize('NFD'))
        expect(blindTokens(ring, turned, year).sort()).toEqual(tokens)
        // One token for each different name, however often the name occurs. Tokens are short, so two names may have the
        // same one.
        expect(tokens).toHaveLength(new Set(names).size)
        for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{6}$/)
      },
    ),
  )
  expect(blindTokens(ring, ['Jose'], 1999)).toEqual(blindTokens(ring, ['JOSÉ'], 1999))
  expect(blindTokens(ring, ['Jose'], 1999)).not.toEqual(blindTokens(ring, ['Jose'], 2000))
  expect(blindTokens(ring, ['', 'a', ' - '], 1999)).toEqual([])
  // The tokens must not depend on the newest key, or persons registered before could not be found.
  expect(blindTokens(later, ['Jose'], 1999)).toEqual(blindTokens(ring, ['Jose'], 1999))
})

test('the embedded ring is made once, for its owner’s eyes, and a damaged key is refused', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palermo-keys-'))
  try {
    const made = embeddedKeyring(path.join(folder, 'keys'))
    expect(embeddedKeyring(path.join(folder, 'keys')).keys.get(1)).toEqual(made.keys.get(1))
    expect(statSync(path.join(folder, 'keys', '1.key')).mode & 0o777).toBe(0o600)
    expect(statSync(path.join(folder, 'keys')).mode & 0o777).toBe(0o700)
    writeFileSync(path.join(folder, 'keys', '1.key'), 'short')
    expect(() => embeddedKeyring(path.join(folder, 'keys'))).toThrow('damaged')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
