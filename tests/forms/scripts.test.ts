import { sheetPdf } from '@palermo/server/forms/sheet-pdf.ts'
import { openPdf } from '@palermo/server/pdf.ts'
import { ofPaper } from '@palermo/server/pdf-fonts.ts'
import { writerOf } from '@palermo/server/pdf-lines.ts'
import { languages } from '@palermo/shared/codes/languages.ts'
import { describe, expect, test } from 'vitest'

const margin = 54

/** The texts that were drawn with their places, in the order of drawing. */
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
const sheetOf = async (...answers: string[]) => {
  const sections = [{ title: 'Names', notes: [], items: answers.map((answer) => ({ label: 'Name', answer })) }]
  const lacked: string[] = []
  const pdf = await sheetPdf({ title: 'PH', lead: [], sections, foot: [] }, 'en', {
    page: (at) => `${at}`,
    lacks: (letters) => {
      lacked.push(...letters)
      return 'Not everything could be printed.'
    },
  })
  const fonts = [...new Set(pdf.toString('latin1').match(/Noto(?:Sans|Serif)[A-Za-z]+/g) ?? [])].sort()
  return { fonts, lacked }
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
    ['Korean', '김민지 박서준'],
    ['Gujarati', 'પ્રિયા પટેલ'],
    ['Punjabi', 'ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ'],
    ['Kannada', 'ಲಕ್ಷ್ಮಿ ಗೌಡ'],
    ['Malayalam', 'ലക്ഷ്മി നായർ'],
    ['Odia', 'ପ୍ରିୟା ଦାସ'],
    ['Sinhala', 'නිමල් පෙරේරා'],
    ['Telugu', 'లక్ష్మి రెడ్డి'],
    ['Dhivehi', 'އަޙްމަދު'],
    ['Tibetan', 'བསྟན་འཛིན་རྒྱ་མཚོ'],
    ['Inuktitut', 'ᓇᓄᖅ'],
    ['Urdu', 'ٹھاکر ڈار'],
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
    expect((await sheetOf('Anna Müller')).fonts).toEqual([])
    expect((await sheetOf('Anna', 'ณัฐวุฒิ')).fonts).toEqual([expect.stringMatching(/^NotoSansThai/)])
    expect((await sheetOf('김민지')).fonts).toEqual([expect.stringMatching(/^NotoSansKR/)])
    expect((await sheetOf('བསྟན་འཛིན')).fonts).toEqual([expect.stringMatching(/^NotoSerifTibetan/)])
  })

  test('that no font has says that something is missing, and so does the sheet at its head', async () => {
    expect(
      drawn('a ꆈ b')
        .runs.map(({ text }) => text)
        .join(''),
    ).toBe('a ? b')
    expect((await sheetOf('Anna', 'ꆈꌠ ꆈ')).lacked).toEqual(['ꆈ', 'ꌠ'])
    expect((await sheetOf('Anna', 'ณัฐวุฒิ', 'محمد علي بن صالح')).lacked).toEqual([])
  })

  // Three languages are exceptions: American Sign Language is not written in letters, there is no font for the Yi
  // script, and the Hanifi script of the Rohingya would be drawn in the wrong direction.
  test('is printed in whatever script its language is written in, with the exceptions that are known', () => {
    const writes = writerOf(openPdf({ title: 'A sheet', lang: 'en', margin }).document, ofPaper)
    const lacking = languages.filter((code) => {
      const { script } = new Intl.Locale(code).maximize()
      const letters = script === undefined ? [] : lettersOf(shapesOf[script] ?? [script])
      return letters.length === 0 ? script !== undefined : writes.lacks(letters.join('')).length > 0
    })
    expect(lacking).toEqual(['ase', 'ii', 'rhg'])
  })
})

/** The Unicode scripts that a composite script code such as `Jpan` combines. */
const shapesOf: Record<string, string[]> = {
  Hans: ['Han'],
  Hant: ['Han'],
  Jpan: ['Hiragana', 'Katakana'],
  Kore: ['Hangul'],
}

/** The first twenty letters of each of these scripts in the order of Unicode. */
const lettersOf = (scripts: string[]): string[] =>
  scripts.flatMap((script) => {
    const isOf = new RegExp(`^(?=\\p{Script=${script}})\\p{L}$`, 'u')
    // This letter of Kashmiri is in none of our fonts; the fonts have its other form.
    return firstOf(20, (letter) => isOf.test(letter) && letter !== '\u0620')
  })

const firstOf = (most: number, fits: (letter: string) => boolean): string[] => {
  const found: string[] = []
  for (let point = 0x41; point < 0x20000 && found.length < most; point += 1) {
    const letter = String.fromCodePoint(point)
    if (fits(letter)) found.push(letter)
  }
  return found
}

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
  // A combining mark must not be at the beginning of a line, because it belongs to the letter before it.
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
