import type { SheetWords } from '@palermo/shared/forms/sheet.ts'
import type { FormWords } from '@palermo/shared/forms/versions.ts'

/** What stands on a sheet beside the form's own words. */
const sheetWords: Record<string, string> = {
  'sheet.and': 'and',
  'sheet.answered-by': 'Answers as far as whoever made this sheet may read them, on {at}',
  'sheet.blank':
    'To be filled in by hand. It is typed in later, and the paper is then destroyed as your office destroys confidential waste.',
  'sheet.ends-count-only': 'Stop here if {what}: nothing is recorded.',
  'sheet.ends-incomplete': 'Do not go on if {what}: ask your supervisor.',
  'sheet.ends-notify': 'The notice ends here if {what}.',
  'sheet.from-to': 'From {from} to {to}',
  'sheet.is': '“{question}” is {answer}',
  'sheet.is-answered': '“{question}” is answered',
  'sheet.no': 'No',
  'sheet.not': 'not: {what}',
  'sheet.not-asked': 'Not asked',
  'sheet.not-asked-now': 'Not asked now',
  'sheet.not-sure': 'Not sure',
  'sheet.only-if': 'Only if {what}',
  'sheet.optional': '(may stay blank)',
  'sheet.or': 'or',
  'sheet.page': 'Page {page} of {pages}',
  'sheet.refused': 'Did not want to answer',
  'sheet.sealed': 'What stands behind walls that whoever made this sheet does not stand behind is not in it.',
  'sheet.source': 'Questions and labels from {name}. {licence}.',
  'sheet.unknown': 'Not known',
  'sheet.version': 'Form {form}, version {version}',
  'sheet.yes': 'Yes',
}

/** The words of a sheet: the form's in the language asked for as far as it goes, the sheet's own in English. */
export const wordsFor = (words: FormWords, locale: string): SheetWords => {
  const said: Record<string, string> = { ...sheetWords, ...words.en, ...words[locale] }
  const naming = {
    language: new Intl.DisplayNames([locale, 'en'], { type: 'language' }),
    region: new Intl.DisplayNames([locale, 'en'], { type: 'region' }),
  }
  return {
    word: (key, fill = {}) =>
      Object.entries(fill).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), said[key] ?? key),
    name: (kind, code) => {
      try {
        return naming[kind].of(code) ?? code
      } catch {
        // A code of our own ("stateless") that no standard knows.
        return code
      }
    },
  }
}
