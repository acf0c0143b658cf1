import { createRequire } from 'node:module'
import type { Brief } from '@palermo/shared/briefs/contract.ts'
import { changeParts } from '@palermo/shared/dashboards/contract.ts'
import { columns } from '@palermo/shared/statistics/tables.ts'
import PDFDocument from 'pdfkit'
import { inRuns, type Runs } from './runs.ts'
import { dayOf, decisionWords, momentOf, say } from './words.ts'

const { resolve } = createRequire(import.meta.url)
const font = (subset: string, weight: number) =>
  resolve(`@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${subset}-${weight}-normal.woff`)

const margin = 50

/**
 * The brief as one A4 page: tagged, so that it can be read aloud, with its fonts in it. It names agencies and no person, and
 * says nothing of who made it.
 */
export const briefPdf = (brief: Brief): Promise<Buffer> => {
  const document = new PDFDocument({
    size: 'A4',
    margin,
    lang: 'en',
    tagged: true,
    pdfVersion: '1.7',
    displayTitle: true,
    info: { Title: say('title'), CreationDate: new Date(brief.asOf), Producer: 'Palermo', Creator: 'Palermo' },
  })
  const page = new Page(document)
  page.heading('H1', 20, say('title'))
  page.line(say('as-of', { at: momentOf(brief), from: dayOf(brief.period.from), to: dayOf(brief.period.to) }), {
    quiet: true,
  })
  page.heading('H2', 13, say('since', { since: dayOf(brief.since) }))
  page.figures(
    changeParts.map((name) => [say(`change.${name}`), String(brief.change[name])]),
    5,
  )
  page.heading('H2', 13, say('now'))
  page.figures(nowOf(brief), 5)
  peopleOn(page, brief)
  page.heading('H2', 13, say('decide'))
  for (const decision of brief.decisions) page.point(decisionWords(decision))
  if (brief.decisions.length === 0) page.line(say('decide.none'))
  page.foot(say('note'))
  return page.end()
}

const nowOf = ({ now }: Brief): [string, string][] => [
  [say('cases'), String(now.cases)],
  [say('open'), String(now.open)],
  [say('late'), String(now.late)],
  [say('accept'), now.accept === null ? '–' : say('hours', { n: Math.round(now.accept) })],
  [say('acceptance'), now.acceptance === null ? '–' : `${Math.round(now.acceptance * 100)} %`],
]

const peopleOn = (page: Page, { people: { now, before } }: Brief) => {
  if (now === null) {
    page.heading('H2', 13, say('no-people'))
    return
  }
  const shown = (value: number | null) => (value === null ? say('hidden') : String(value))
  page.heading('H2', 13, say('people', { week: dayOf(now.week) }))
  page.figures(
    columns.map((column) => {
      const earlier =
        before && before.week !== now.week
          ? say('before', { week: dayOf(before.week), value: shown(before[column]) })
          : ''
      return [say(column), shown(now[column]), earlier]
    }),
    6,
  )
}

/** From the top of the page downwards. */
class Page {
  readonly #document: PDFKit.PDFDocument
  readonly #chunks: Buffer[] = []
  readonly #done: Promise<Buffer>
  readonly #plain: Runs
  readonly #strong: Runs
  readonly #width: number

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document
    for (const weight of [400, 700]) {
      for (const subset of ['latin', 'latin-ext']) document.registerFont(`${subset} ${weight}`, font(subset, weight))
    }
    this.#plain = inRuns(document, ['latin 400', 'latin-ext 400'])
    this.#strong = inRuns(document, ['latin 700', 'latin-ext 700'])
    this.#width = document.page.width - 2 * margin
    document.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
    this.#done = new Promise((resolve, reject) => {
      document.on('end', () => resolve(Buffer.concat(this.#chunks)))
      document.on('error', reject)
    })
  }

  heading(level: 'H1' | 'H2', size: number, words: string) {
    if (level === 'H2') this.#document.moveDown(0.9)
    this.#tag(level, () => this.#strong(words, size, { width: this.#width }))
    this.#document.moveDown(0.35)
  }

  line(words: string, { quiet = false } = {}) {
    this.#tag('P', () => {
      this.#document.fillColor(quiet ? '#555555' : '#111111')
      this.#plain(words, 10, { width: this.#width })
      this.#document.fillColor('#111111')
    })
  }

  point(words: string) {
    this.#tag('P', () => this.#plain(`•  ${words}`, 10.5, { width: this.#width }))
    this.#document.moveDown(0.35)
  }

  /** Numbers with what they count below, so many in a row. */
  figures(items: readonly (readonly [words: string, value: string, more?: string])[], inRow: number) {
    const width = this.#width / inRow
    const height = items.some(([, , more]) => more) ? 58 : 46
    const top = this.#document.y
    for (const [at, [words, value, more]] of items.entries()) {
      const x = margin + (at % inRow) * width
      const y = top + Math.floor(at / inRow) * height
      this.#tag('P', () => {
        this.#strong(value, 17, { width: width - 6 }, x, y)
        this.#plain([words, more].filter(Boolean).join('\n'), 9, { width: width - 6 }, x, y + 21)
      })
    }
    this.#document.x = margin
    this.#document.y = top + Math.ceil(items.length / inRow) * height
  }

  foot(words: string) {
    const { height } = this.#document.page
    this.#tag('P', () => {
      this.#document.fillColor('#555555')
      this.#plain(words, 8.5, { width: this.#width }, margin, height - margin - 26)
    })
  }

  end(): Promise<Buffer> {
    this.#document.end()
    return this.#done
  }

  #tag(kind: string, draw: () => void) {
    const element = this.#document.struct(kind, {}, draw)
    this.#document.addStructure(element)
    element.end()
  }
}
