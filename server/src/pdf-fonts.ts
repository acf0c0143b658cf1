import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { type Layout, passOverMissingAnchors } from './pdf-anchors.ts'
import { unpackWoff } from './woff.ts'

const { resolve } = createRequire(import.meta.url)

export type Weight = 'plain' | 'strong'

interface Face {
  name: string
  files: Record<Weight, string>
  /**
   * Matches the characters of the font's script. A font without `script` is always asked whether it has a character.
   */
  script?: RegExp
}

const atkinson = (subset: string): Face => {
  const file = (weight: number) =>
    `@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${subset}-${weight}-normal.woff`
  return { name: `atkinson-${subset}`, files: { plain: file(400), strong: file(700) } }
}
const noto = (name: string, script: RegExp, family = 'sans'): Face => {
  const file = (weight: number) =>
    `@fontsource/noto-${family}-${name}/files/noto-${family}-${name}-${name}-${weight}-normal.woff`
  return { name, files: { plain: file(400), strong: file(700) }, script }
}
/**
 * Returns a font of a package. The package exports only its code, so the font files are found through the folder of
 * that code.
 */
const embedded = (name: string, { package: from, font }: { package: string; font: string }, script: RegExp): Face => {
  const file = (weight: string) => path.join(path.dirname(resolve(from)), `../fonts/${font}-${weight}.otf`)
  return { name, files: { plain: file('Regular'), strong: file('Bold') }, script }
}

/** The fonts that the web pages use. */
export const ofTheScreen: readonly Face[] = [atkinson('latin'), atkinson('latin-ext')]

/**
 * The fonts for printed sheets, which contain all European letters, check boxes, and Arabic, Hebrew, Armenian and
 * Georgian.
 */
export const ofPaper: readonly Face[] = [
  {
    name: 'dejavu',
    files: { plain: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf', strong: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf' },
  },
]

/**
 * The fonts for further scripts that occur in names. A font is read from disk only if one of its letters occurs in the
 * text.
 */
const ofNames: readonly Face[] = [
  noto('thai', /\p{Script=Thai}/u),
  noto('lao', /\p{Script=Lao}/u),
  noto('khmer', /\p{Script=Khmer}/u),
  noto('myanmar', /\p{Script=Myanmar}/u),
  noto('ethiopic', /\p{Script=Ethiopic}/u),
  noto('devanagari', /\p{Script=Devanagari}/u),
  noto('bengali', /\p{Script=Bengali}/u),
  noto('tamil', /\p{Script=Tamil}/u),
  noto('gujarati', /\p{Script=Gujarati}/u),
  noto('gurmukhi', /\p{Script=Gurmukhi}/u),
  noto('kannada', /\p{Script=Kannada}/u),
  noto('malayalam', /\p{Script=Malayalam}/u),
  noto('oriya', /\p{Script=Oriya}/u),
  noto('sinhala', /\p{Script=Sinhala}/u),
  noto('telugu', /\p{Script=Telugu}/u),
  noto('thaana', /\p{Script=Thaana}/u),
  noto('tibetan', /\p{Script=Tibetan}/u, 'serif'),
  noto('canadian-aboriginal', /\p{Script=Canadian_Aboriginal}/u),
  embedded('korean', { package: '@embedpdf/fonts-kr', font: 'NotoSansKR' }, /\p{Script=Hangul}/u),
  embedded(
    'chinese',
    { package: '@embedpdf/fonts-sc', font: 'NotoSansHans' },
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303F\uFF00-\uFFEF]/u,
  ),
]

const fontIn = (file: string) => (file.endsWith('.woff') ? unpackWoff(readFileSync(file)) : file)

interface Glyphs extends Layout {
  hasGlyphForCodePoint(codePoint: number): boolean
}
interface Opened {
  _font: { font: Glyphs }
}

/** Returns the font of a document that has this letter, or undefined if no font has it. */
export type FontFor = (letter: string, weight: Weight) => string | undefined

/** Returns the search for the font of a letter. @param first the fonts to try before all others */
export const fontsOf = (document: PDFKit.PDFDocument, first: readonly Face[]): FontFor => {
  const opened = new Map<string, Glyphs>()
  const open = ({ name, files }: Face, weight: Weight): Glyphs => {
    const key = `${name} ${weight}`
    const known = opened.get(key)
    if (known) return known
    document.registerFont(key, fontIn(resolve(files[weight])))
    // Cast: pdfkit's types omit the opened font object, which pdfkit's own methods read.
    const { font } = (document.font(key) as unknown as Opened)._font
    passOverMissingAnchors(font)
    opened.set(key, font)
    return font
  }
  const found = new Map<string, string | undefined>()
  return (letter, weight) => {
    const question = `${weight}${letter}`
    if (found.has(question)) return found.get(question)
    const point = letter.codePointAt(0) ?? 0
    // The order of search is: the font of the letter's script, the given fonts, the fonts for printed sheets. The last
    // step is needed because the fonts of the web pages lack letters ("Việt", "Иван", "محمد").
    const asked = [...ofNames.filter(({ script }) => script?.test(letter)), ...first, ...ofPaper]
    const face = asked.find((one) => open(one, weight).hasGlyphForCodePoint(point))
    const name = face && `${face.name} ${weight}`
    found.set(question, name)
    return name
  }
}
