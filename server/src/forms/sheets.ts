import type { Alert } from '@palermo/shared/alerts/contract.ts'
import { blankSheet, reportSheet, type Sheet, type SheetWords } from '@palermo/shared/forms/sheet.ts'
import type { FormVersion } from '@palermo/shared/forms/versions.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { FastifyReply } from 'fastify'
import { sheetHtml } from './sheet-html.ts'
import { wordsFor } from './words.ts'

export interface Wanted {
  as: 'html' | 'pdf'
  lang: string
}

/** The short form's words come with the pages, which print it themselves. @throws Problem not-found */
const checkWords = ({ words }: FormVersion) => {
  if (Object.keys(words).length === 0) throw new Problem('not-found')
}

const aboutForm = ({ form }: FormVersion, { word }: SheetWords): string[] => [
  word('sheet.version', { form: form.id, version: String(form.version) }),
  ...(form.source ? [word('sheet.source', { name: form.source.name, licence: form.source.licence })] : []),
]

const titleOf = ({ form }: FormVersion, { word }: SheetWords) => (form.titleKey ? word(form.titleKey) : form.id)

/** A form to be filled in by hand. */
export const blankOf = (version: FormVersion, wanted: Wanted): Sheet => {
  checkWords(version)
  const words = wordsFor(version.words, wanted.lang)
  return {
    title: titleOf(version, words),
    lead: [words.word('sheet.blank')],
    sections: blankSheet(version.form, words),
    foot: aboutForm(version, words),
  }
}

/** What was answered, as its reader may read it. Its code, never a name, is what it is called. */
export const reportOf = (
  version: FormVersion,
  one: Pick<Referral | Alert, 'answers' | 'from'> & { to: { name: string } | null; code: string },
  at: string,
  wanted: Wanted,
): Sheet => {
  checkWords(version)
  const words = wordsFor(version.words, wanted.lang)
  return {
    title: one.code,
    lead: [
      titleOf(version, words),
      words.word('sheet.from-to', { from: one.from.name, to: one.to?.name ?? '–' }),
      words.word('sheet.answered-by', { at }),
      words.word('sheet.sealed'),
    ],
    sections: reportSheet(version.form, one.answers, words),
    foot: aboutForm(version, words),
  }
}

/** Sends a sheet, as a file that no browser keeps. */
export const sendSheet = async (reply: FastifyReply, sheet: Sheet, { as, lang }: Wanted, name: string) => {
  reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${name}.${as}"`)
  if (as === 'html') return reply.type('text/html; charset=utf-8').send(sheetHtml(sheet, lang))
  // The library is loaded when somebody first wants a file.
  const { sheetPdf } = await import('./sheet-pdf.ts')
  const { word } = wordsFor({}, lang)
  const pdf = await sheetPdf(sheet, lang, (page, pages) =>
    word('sheet.page', { page: String(page), pages: String(pages) }),
  )
  return reply.type('application/pdf').send(pdf)
}
