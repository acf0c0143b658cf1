import { groupedPhone } from '@palermo/db/phone.ts'
import { codeLabelKey, namedByIso } from '@palermo/shared/codes/lists.ts'
import { borrowedWords } from '@palermo/shared/forms/borrowed.ts'
import type { SheetWords } from '@palermo/shared/forms/sheet.ts'
import type { FormWords } from '@palermo/shared/forms/versions.ts'

interface SpokenWords extends SheetWords {
  /** Returns the language in which the text of a key exists; dates in the text are written in the same language. */
  languageOf: (key: string) => string
}

/**
 * Returns the texts of a sheet: in the requested language if the form is translated, otherwise in English. The names of
 * languages and countries are always in the requested language.
 */
export const wordsFor = (words: FormWords, locale: string): SpokenWords => {
  const spoken = words[locale] ?? words[locale.split('-')[0] ?? '']
  const said: Record<string, string> = { ...borrowedWords, ...words.en, ...spoken }
  const naming = {
    language: new Intl.DisplayNames([locale, 'en'], { type: 'language' }),
    region: new Intl.DisplayNames([locale, 'en'], { type: 'region' }),
  }
  const named = (type: 'language' | 'region', code: string) => {
    try {
      return naming[type].of(code) ?? code
    } catch {
      // The code is returned unchanged, because the task force may define codes that no standard contains.
      return code
    }
  }
  return {
    word: (key, fill = {}) =>
      Object.entries(fill).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), said[key] ?? key),
    languageOf: (key) => (spoken && spoken !== words.en && key in spoken ? locale : 'en-GB'),
    phone: groupedPhone,
    label: (list, code) => {
      const type = namedByIso[list]
      return said[codeLabelKey(list, code)] ?? (type ? named(type, code) : code)
    },
  }
}
