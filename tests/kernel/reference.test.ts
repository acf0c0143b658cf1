import { caseReference, checkCharacter, isCaseReference } from '@palermo/shared/cases/reference.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const reference = fc.uint8Array({ minLength: 8, maxLength: 8 }).map(caseReference)

test('the check character is the one of ISO 7064 mod 37,36', () => {
  // Examples from GRid and ISAN, two standards that use ISO 7064 mod 37,36.
  expect(checkCharacter('A12425GABC1234002')).toBe('M')
  expect(checkCharacter('B159D8FA01240000')).toBe('K')
})

test('a reference is right as it is written', () => {
  fc.assert(
    fc.property(reference, (text) => {
      expect(text).toMatch(/^PH-[0-9A-Z]{9}$/)
      expect(isCaseReference(text)).toBe(true)
    }),
  )
})

test('every single wrong character is noticed', () => {
  fc.assert(
    fc.property(reference, fc.nat(8), fc.constantFrom(...alphabet), (text, where, character) => {
      const at = 3 + where
      fc.pre(text[at] !== character)
      expect(isCaseReference(text.slice(0, at) + character + text.slice(at + 1))).toBe(false)
    }),
  )
})

test('two neighbours changing places are noticed nearly always', () => {
  let tried = 0
  let missed = 0
  // All pairs are covered: the text before two characters affects the check character only by its remainder, and there
  // are as many remainders as characters.
  for (const before of alphabet) {
    for (const one of alphabet) {
      for (const other of alphabet.replace(one, '')) {
        const check = checkCharacter(`${before}${one}${other}00000`)
        tried++
        if (isCaseReference(`PH-${before}${other}${one}00000${check}`)) missed++
      }
    }
  }
  // Hybrid systems of ISO 7064 miss a few transpositions by design.
  expect(missed / tried).toBeLessThan(0.005)
})

test('a reference tells nothing else apart: small letters, spaces, another length and other signs are none', () => {
  fc.assert(
    fc.property(
      reference,
      fc.constantFrom(
        (text: string) => text.toLowerCase(),
        (text: string) => ` ${text}`,
        (text: string) => text.slice(0, -1),
        (text: string) => `${text}0`,
        (text: string) => text.replace('PH', 'XX'),
      ),
      (text, change) => {
        expect(isCaseReference(change(text))).toBe(false)
      },
    ),
  )
})
