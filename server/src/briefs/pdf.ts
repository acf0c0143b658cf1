import type { Brief } from '@palermo/shared/briefs/contract.ts'
import { spokenWait } from '@palermo/shared/briefs/span.ts'
import { changeParts } from '@palermo/shared/dashboards/contract.ts'
import { columns } from '@palermo/shared/statistics/tables.ts'
import { openPdf, tagged } from '../pdf.ts'
import { ofTheScreen, type Weight } from '../pdf-fonts.ts'
import { type Writer, writerOf } from '../pdf-lines.ts'
import { dayOf, decisionWords, momentOf, t } from './words.ts'

const margin = 50

/** Draws the brief as one A4 page with embedded fonts. The brief names agencies and no person. */
export const briefPdf = (brief: Brief): Promise<Buffer> => {
  const { document, done } = openPdf({ title: t('title'), lang: 'en', margin, madeAt: new Date(brief.asOf) })
  const page = new Page(document)
  page.heading('H1', 20, t('title'))
  page.line(t('as-of', { at: momentOf(brief), from: dayOf(brief.period.from), to: dayOf(brief.period.to) }), {
    quiet: true,
  })
  page.heading('H2', 13, t('since', { since: dayOf(brief.since) }))
  page.figures(
    changeParts.map((name) => [t(`change.${name}`), String(brief.change[name])]),
    5,
  )
  page.heading('H2', 13, t('now'))
  page.figures(nowOf(brief), 5)
  peopleOn(page, brief)
  page.heading('H2', 13, t('decide'))
  for (const decision of brief.decisions) page.point(decisionWords(decision))
  if (brief.decisions.length === 0) page.line(t('decide.none'))
  page.foot(t('note'))
  document.end()
  return done
}

const nowOf = ({ now }: Brief): [string, string][] => [
  [t('cases'), String(now.cases)],
  [t('open'), String(now.open)],
  [t('late'), String(now.late)],
  [t('accept'), now.accept === null ? '–' : spokenWait(now.accept, 'en-GB')],
  [t('acceptance'), now.acceptance === null ? '–' : `${Math.round(now.acceptance * 100)} %`],
]

const peopleOn = (page: Page, { people: { now, before } }: Brief) => {
  if (now === null) {
    page.heading('H2', 13, t('no-people'))
    return
  }
  const shown = (value: number | null) => (value === null ? t('hidden') : String(value))
  page.heading('H2', 13, t('people', { week: dayOf(now.week) }))
  page.figures(
    columns.map((column) => {
      const earlier =
        before && before.week !== now.week
          ? t('before', { week: dayOf(before.week), value: shown(before[column]) })
          : ''
      return [t(column), shown(now[column]), earlier]
    }),
    6,
  )
}

/** Writes parts below each other on one PDF page. */
class Page {
  readonly #document: PDFKit.PDFDocument
  readonly #write: Writer

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document
    this.#write = writerOf(document, ofTheScreen)
  }

  heading(level: 'H1' | 'H2', size: number, words: string) {
    if (level === 'H2') this.#document.moveDown(0.9)
    this.#tag(level, () => this.#text('strong', size, words))
    this.#document.moveDown(0.35)
  }

  line(words: string, { quiet = false } = {}) {
    this.#tag('P', () => {
      this.#document.fillColor(quiet ? '#555555' : '#111111')
      this.#text('plain', 10, words)
      this.#document.fillColor('#111111')
    })
  }

  point(words: string) {
    this.#tag('P', () => this.#text('plain', 10.5, `•  ${words}`))
    this.#document.moveDown(0.35)
  }

  /** Writes numbers in rows of `inRow`, each number with its caption below. */
  figures(items: readonly (readonly [words: string, value: string, more?: string])[], inRow: number) {
    const width = (this.#document.page.width - 2 * margin) / inRow
    const height = items.some(([, , more]) => more) ? 58 : 46
    const top = this.#document.y
    for (const [at, [words, value, more]] of items.entries()) {
      const x = margin + (at % inRow) * width
      const y = top + Math.floor(at / inRow) * height
      this.#tag('P', () => {
        this.#write(value, { size: 17, weight: 'strong', width: width - 6 }, { x, y })
        const below = [words, more].filter(Boolean).join('\n')
        this.#write(below, { size: 9, weight: 'plain', width: width - 6, gap: 0 }, { x, y: y + 21 })
      })
    }
    this.#document.x = margin
    this.#document.y = top + Math.ceil(items.length / inRow) * height
  }

  foot(words: string) {
    const { height } = this.#document.page
    this.#tag('P', () => {
      this.#document.fillColor('#555555')
      this.#write(words, { size: 8.5, weight: 'plain' }, { x: margin, y: height - margin - 26 })
    })
  }

  #text(weight: Weight, size: number, words: string) {
    this.#write(words, { size, weight })
  }

  #tag(kind: 'H1' | 'H2' | 'P', draw: () => void) {
    tagged(this.#document, kind, draw)
  }
}
