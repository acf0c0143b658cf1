import type { Alert } from '@palermo/shared/alerts/contract.ts'
import { blankSheet, reportSheet, type Sheet, type SheetSection, type SheetWords } from '@palermo/shared/forms/sheet.ts'
import type { DutyNumber, FormVersion } from '@palermo/shared/forms/versions.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { FastifyReply } from 'fastify'
import { sheetHtml } from './sheet-html.ts'
import { wordsFor } from './words.ts'

export interface Wanted {
  as: 'html' | 'pdf'
  lang: string
}

const aboutForm = ({ form }: FormVersion, { word }: SheetWords): string[] => [
  word('sheet.version', { form: form.id, version: String(form.version) }),
  ...(form.source ? [word('sheet.source', { name: form.source.name, licence: form.source.licence })] : []),
]

const titleOf = ({ form }: FormVersion, { word }: SheetWords) => (form.titleKey ? word(form.titleKey) : form.id)

/** Returns a blank form for completion on paper, with the duty contacts at the top. `at` is the time of printing. */
export const blankOf = (
  { form: version, numbers }: { form: FormVersion; numbers: readonly DutyNumber[] },
  at: Date,
  wanted: Wanted,
): Sheet => {
  const words = wordsFor(version.words, wanted.lang)
  return {
    title: titleOf(version, words),
    lead: [words.word('sheet.blank')],
    sections: [
      numbersSection(numbers, dayIn(words.languageOf('sheet.numbers.as-of'), at), words),
      takenDown(words),
      ...blankSheet(version.form, words),
    ],
    foot: aboutForm(version, words),
  }
}

const numbersSection = (
  numbers: readonly DutyNumber[],
  on: string,
  { word, label, phone: written }: SheetWords,
): SheetSection => ({
  title: word('sheet.numbers.title'),
  notes: [numbers.length > 0 ? word('sheet.numbers.as-of', { on }) : word('sheet.numbers.none')],
  items: [
    { label: word('sheet.numbers.danger'), lines: 1 },
    ...numbers.map(({ agency, region, phone, alwaysOpen, placementDesk, services }) => ({
      label: `${written(phone)}   ${agency}`,
      answer: [
        ...(region ? [region] : []),
        word(alwaysOpen ? 'sheet.always-open' : 'sheet.in-its-hours'),
        ...(placementDesk ? [word('sheet.numbers.placement')] : []),
        ...services.map((service) => label('services', service)),
      ].join(' · '),
    })),
  ],
})

const takenDown = ({ word }: SheetWords): SheetSection => ({
  title: word('sheet.taken-down.title'),
  notes: [],
  items: ['at', 'by', 'reference'].map((one) => ({ label: word(`sheet.taken-down.${one}`), lines: 1 })),
})

/** Returns the answers to a form, as far as the reader may read them. The title is the case code, never a name. */
export const reportOf = (
  version: FormVersion,
  one: Pick<Referral | Alert, 'answers' | 'from'> & { to: { name: string } | null; code: string; asked?: Asked },
  at: Date,
  wanted: Wanted,
): Sheet => {
  const words = wordsFor(version.words, wanted.lang)
  return {
    title: one.code,
    lead: [
      titleOf(version, words),
      words.word('sheet.from-to', { from: one.from.name, to: one.to?.name ?? '–' }),
      words.word('sheet.answered-by', { at: momentIn(words.languageOf('sheet.answered-by'), at) }),
      words.word('sheet.sealed'),
    ],
    sections: [
      ...(one.asked ? [askedSection(one.asked, words)] : []),
      ...reportSheet(version.form, one.answers, words),
    ],
    foot: aboutForm(version, words),
  }
}

/** The fields of a referral that each of its readers may read, also before acceptance. */
type Asked = Pick<Referral, 'urgency' | 'childProcedure' | 'ageBand' | 'needs' | 'language' | 'interpreter'>

const askedSection = (asked: Asked, { word, label }: SheetWords): SheetSection => {
  const items: [string, string][] = [
    ['urgency', label('urgencies', asked.urgency)],
    ['age', `${label('age-bands', asked.ageBand)}${asked.childProcedure ? ` · ${word('sheet.asked.child')}` : ''}`],
    ['needs', asked.needs.map((need) => label('needs', need)).join(', ') || '–'],
    [
      'language',
      `${asked.language ? label('languages', asked.language) : '–'}${asked.interpreter ? ` · ${word('sheet.asked.interpreter')}` : ''}`,
    ],
  ]
  return {
    title: word('sheet.asked.title'),
    notes: [],
    items: items.map(([one, answer]) => ({ label: word(`sheet.asked.${one}`), answer })),
  }
}

const dayIn = (lang: string, at: Date) => inWords(lang, at, { dateStyle: 'long' })
const momentIn = (lang: string, at: Date) => `${inWords(lang, at, { dateStyle: 'long', timeStyle: 'short' })} UTC`
const inWords = (lang: string, at: Date, style: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat([lang, 'en-GB'], { ...style, timeZone: 'UTC' }).format(at)

/** Returns the code point by which the sheet names a character that cannot be printed. */
const codePoint = (letter: string) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** Sends a sheet as a download that browsers do not cache. */
export const sendSheet = async (
  reply: FastifyReply,
  sheet: Sheet,
  { words }: FormVersion,
  { as, lang }: Wanted,
  name: string,
) => {
  reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${name}.${as}"`)
  if (as === 'html') return reply.type('text/html; charset=utf-8').send(sheetHtml(sheet, lang))
  // Imported at the first use, because few requests need the PDF library.
  const { sheetPdf } = await import('./sheet-pdf.ts')
  const { word } = wordsFor(words, lang)
  const pdf = await sheetPdf(sheet, lang, {
    page: (page, pages) => word('sheet.page', { page: String(page), pages: String(pages) }),
    lacks: (letters) => word('sheet.lacks', { letters: letters.map(codePoint).join(', ') }),
  })
  return reply.type('application/pdf').send(pdf)
}
