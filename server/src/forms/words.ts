import labels from '@palermo/shared/codes/labels.en.json' with { type: 'json' }
import { type CodeListName, codeLabelKey } from '@palermo/shared/codes/lists.ts'
import type { SheetWords } from '@palermo/shared/forms/sheet.ts'
import type { FormWords } from '@palermo/shared/forms/versions.ts'

/** What stands on a sheet beside the form's own words. */
const sheetWords: Record<string, string> = {
  'sheet.always-open': 'day and night',
  'sheet.and': 'and',
  'sheet.answered-by': 'Answers as far as whoever made this sheet may read them, on {at}',
  'sheet.asked.age': 'About how old',
  'sheet.asked.child': 'child-protection procedure',
  'sheet.asked.interpreter': 'needs an interpreter',
  'sheet.asked.language': 'Language',
  'sheet.asked.needs': 'Needs',
  'sheet.asked.title': 'What is asked, as it stands now',
  'sheet.asked.urgency': 'Help is needed',
  'sheet.blank':
    'To be filled in by hand. It is typed in later, and the paper is then destroyed as your office destroys confidential waste.',
  'sheet.ends-count-only': 'Stop here if {what}: nothing is recorded.',
  'sheet.ends-incomplete': 'Do not go on if {what}: ask your supervisor.',
  'sheet.ends-notify': 'The notice ends here if {what}.',
  'sheet.from-to': 'From {from} to {to}',
  'sheet.is': '“{question}” is {answer}',
  'sheet.is-answered': '“{question}” is answered',
  'sheet.is-not': '“{question}” is anything but {answer}',
  'sheet.is-unanswered': '“{question}” is left blank',
  'sheet.in-its-hours': 'in its opening hours',
  'sheet.lacks':
    'Not everything could be printed. This product has no font for some of the letters: they stand here as question marks. Read them on the screen. ({letters})',
  'sheet.no': 'No',
  'sheet.not-asked': 'Not asked',
  'sheet.not-asked-now': 'Not asked now',
  'sheet.not-sure': 'Not sure',
  'sheet.numbers.as-of':
    'As the directory had them on {on}. Numbers change: the directory has those of now, and who is on call tonight.',
  'sheet.numbers.danger': 'If life is in danger: the emergency number here',
  'sheet.numbers.none': 'No agency has a duty number in the directory.',
  'sheet.numbers.placement': 'finds a place in a protected service',
  'sheet.numbers.title': 'Numbers to call',
  'sheet.only-if': 'Only if {what}',
  'sheet.optional': '(may stay blank)',
  'sheet.or': 'or',
  'sheet.page': 'Page {page} of {pages}',
  'sheet.refused': 'Did not want to answer',
  'sheet.sealed': 'What stands behind walls that whoever made this sheet does not stand behind is not in it.',
  'sheet.source': 'Questions and labels from {name}. {licence}.',
  'sheet.taken-down.at': 'Day and time',
  'sheet.taken-down.by': 'Agency, function and telephone of whoever writes',
  'sheet.taken-down.reference': 'Case number, once it is typed in',
  'sheet.taken-down.title': 'When and by whom this was written',
  'sheet.tick-all': 'Tick all that apply.',
  'sheet.unknown': 'Not known',
  'sheet.version': 'Form {form}, version {version}',
  'sheet.yes': 'Yes',
}

/** Lists whose names every runtime knows in every language; what it does not know stands among the labels. */
const byIso: Partial<Record<CodeListName, 'language' | 'region'>> = {
  languages: 'language',
  countries: 'region',
  nationalities: 'region',
}

/**
 * The words of a sheet: the form's in the language asked for as far as it goes, the sheet's own and the labels of codes in
 * English, languages and countries in the language asked for.
 */
export const wordsFor = (words: FormWords, locale: string): SheetWords => {
  const spoken = words[locale] ?? words[locale.split('-')[0] ?? '']
  const said: Record<string, string> = { ...sheetWords, ...labels, ...words.en, ...spoken }
  const naming = {
    language: new Intl.DisplayNames([locale, 'en'], { type: 'language' }),
    region: new Intl.DisplayNames([locale, 'en'], { type: 'region' }),
  }
  const named = (type: 'language' | 'region', code: string) => {
    try {
      return naming[type].of(code) ?? code
    } catch {
      // A code of a task force's own that no standard knows.
      return code
    }
  }
  return {
    word: (key, fill = {}) =>
      Object.entries(fill).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), said[key] ?? key),
    label: (list, code) => {
      const type = byIso[list]
      return said[codeLabelKey(list, code)] ?? (type ? named(type, code) : code)
    },
  }
}
