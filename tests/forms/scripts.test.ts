import { sheetPdf } from '@palermo/server/forms/sheet-pdf.ts'
import { openPdf } from '@palermo/server/pdf.ts'
import { ofPaper } from '@palermo/server/pdf-fonts.ts'
import { writerOf } from '@palermo/server/pdf-lines.ts'
import { describe, expect, test } from 'vitest'

const margin = 54

/** What was drawn where, in the order of drawing. */
const drawn = (words: string) => {
  const { document } = openPdf({ title: 'A sheet', lang: 'en', margin })
  const runs: { text: string; x: number; y: number; end: number }[] = []
  const text = document.text.bind(document) as (...given: unknown[]) => typeof document
  document.text = ((said: string, x: number, y: number, options: { features?: [] }) => {
    runs.push({ text: said, x, y, end: x + document.widthOfString(said, options) })
    return text(said, x, y, options)
  }) as typeof document.text
  writerOf(document, ofPaper)(words, { size: 10, weight: 'plain' })
  return { runs, right: document.page.width - margin }
}
const fontsIn = async (...answers: string[]) => {
  const sections = [{ title: 'Names', notes: [], items: answers.map((answer) => ({ label: 'Name', answer })) }]
  const pdf = await sheetPdf({ title: 'PH', lead: [], sections, foot: [] }, 'en', (at) => `${at}`)
  return [...new Set(pdf.toString('latin1').match(/NotoSans[A-Za-z]+/g) ?? [])].sort()
}

describe('a name on paper', () => {
  test.each([
    ['Thai', 'ณัฐวุฒิ สุวรรณ'],
    ['Lao', 'ສົມສະໄໝ'],
    ['Khmer', 'សុខ សុភា'],
    ['Burmese', 'အောင်ဆန်းမြင့်'],
    ['Amharic', 'አበበ በቀለ'],
    ['Hindi', 'प्रिया शर्मा'],
    ['Bengali', 'প্রিয়া দাস'],
    ['Tamil', 'தமிழ் செல்வி'],
    ['Chinese', '王小明 陳大文'],
    ['Arabic', 'محمد علي'],
    ['Hebrew', 'שרה לוי'],
    ['Russian', 'Иван Петров'],
    ['Vietnamese', 'Nguyễn Thị Hồng Vân'],
  ])('has a letter for every letter: %s', (_, name) => {
    const { runs } = drawn(name)
    expect(runs.map(({ text }) => text).join('')).not.toContain('?')
    expect(runs).toHaveLength(1)
  })

  test('brings in the fonts of the scripts that occur, and no others', async () => {
    expect(await fontsIn('Anna Müller')).toEqual([])
    expect(await fontsIn('Anna', 'ณัฐวุฒิ')).toEqual([expect.stringMatching(/^NotoSansThai/)])
  })

  test('that no font has says that something is missing', () => {
    expect(
      drawn('a 𓀀 b')
        .runs.map(({ text }) => text)
        .join(''),
    ).toBe('a ? b')
  })
})

describe('what is written from right to left', () => {
  test('stands at the right, its words one after another from there', () => {
    const { runs, right } = drawn('محمد علي بن صالح')
    expect(runs.map(({ text }) => text)).toEqual(['محمد علي بن صالح'])
    expect(runs[0]?.end).toBeCloseTo(right, 1)
  })

  test('stands as one within a sentence that goes the other way, and numbers keep their way within it', () => {
    const inside = drawn('Said محمد علي twice').runs
    expect(inside.map(({ text }) => text)).toEqual(['Said ', 'محمد علي', ' twice'])
    expect(inside.map(({ x }) => x)).toEqual(inside.map(({ x }) => x).toSorted((one, other) => one - other))
    const numbered = drawn('رقم 123 هنا').runs
    expect(numbered.map(({ text }) => text.trim())).toEqual(['هنا', '123', 'رقم'])
  })

  test('goes on in the next line with what comes next', () => {
    const { runs } = drawn('قالت المرأة إنها أخذت إلى مصنع وعملت هناك لعدة أشهر دون أجر '.repeat(3).trim())
    const first = runs.filter(({ y }) => y === runs[0]?.y).map(({ text }) => text)
    expect(new Set(runs.map(({ y }) => y)).size).toBeGreaterThan(1)
    expect(first.join('')).toMatch(/^قالت/)
  })
})

test('a script without spaces is broken between its words, never beyond the margin', () => {
  const { runs, right } = drawn('ผู้หญิงคนหนึ่งบอกว่าเธอถูกพาไปทำงานในโรงงานโดยไม่ได้รับค่าจ้าง'.repeat(4))
  expect(new Set(runs.map(({ y }) => y)).size).toBeGreaterThan(1)
  for (const { end } of runs) expect(end).toBeLessThanOrEqual(right + 0.01)
  // No line begins with a mark that stands on the letter before it.
  for (const { text } of runs) expect(text).not.toMatch(/^\p{M}/u)
})

test('a word that is longer than a line is broken where it must be, and nothing of it is lost', () => {
  const word = 'x'.repeat(400)
  const { runs, right } = drawn(`see ${word} there`)
  expect(
    runs
      .map(({ text }) => text)
      .join('')
      .replaceAll(' ', ''),
  ).toBe(`see${word}there`)
  for (const { end } of runs) expect(end).toBeLessThanOrEqual(right + 0.01)
})
