import english from './messages.en.json' with { type: 'json' }

const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = { en: english }

/**
 * The words of a letter: a count and a link. No name, no agency, no code, no kind of work: whoever sees it on a
 * telephone learns that somebody has something to read.
 */
export const wordsOf = (
  letter: { locale: string; notices: number },
  link: string,
): { subject: string; text: string } => {
  const language = letter.locale.slice(0, 2)
  const locale = Object.hasOwn(catalogues, language) ? language : 'en'
  const say = (key: string) => catalogues[locale]?.[`notices.letter.${key}`] ?? ''
  const form = new Intl.PluralRules(locale).select(letter.notices)
  const count = new Intl.NumberFormat(locale).format(letter.notices)
  const subject = (say(`subject.${form}`) || say('subject.other')).replace('{count}', count)
  return { subject, text: `${subject}.\n\n${say('read')}\n${link}\n\n${say('automatic')}\n` }
}
