import type { OutboundMessage } from '@palermo/db/notices/outbound-messages.ts'
import type { OutboundMessageKind } from '@palermo/shared/notices/contract.ts'
import english from './messages.en.json' with { type: 'json' }

const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = { en: english }

/** Maximum case references in a message; further cases are only counted. */
const mostCodes = 50

/**
 * The text of a message: a count and a link; in the daily digest also the number of deadlines and the references of
 * cases with news. No name, no agency, no kind of work: a person who sees it on a telephone learns only that there is
 * something to read.
 */
export const wordsOf = (
  message: Pick<OutboundMessage, 'locale' | 'kind' | 'manner' | 'notices' | 'codes' | 'dueToday' | 'late'>,
  link: string,
): { subject: string; text: string } => {
  const t = speaker(message.locale)
  if (message.kind !== 'notices') return aboutAccount(message.kind, t, link)
  const subject = t(`subject.${message.manner}`, message.notices)
  const { late, dueToday, codes } = message
  const rest = codes.length - mostCodes
  const parts = [
    `${subject}.`,
    [...(late ? [t('late', late)] : []), ...(dueToday ? [t('due-today', dueToday)] : [])].join('\n'),
    codes.length > 0 &&
      [t('codes'), ...codes.slice(0, mostCodes), ...(rest > 0 ? [t('more-codes', rest)] : [])].join('\n'),
    `${t('read')}\n${link}`,
    t(message.manner === 'digest' ? 'why-digest' : 'automatic'),
  ]
  return { subject, text: `${parts.filter(Boolean).join('\n\n')}\n` }
}

/** The text on a lock screen: a count, without the recipient's name. */
export const noticeLine = ({ locale, notices }: Pick<OutboundMessage, 'locale' | 'notices'>): string =>
  speaker(locale)('subject.at-once', notices)

/** The text of a text message: the text for a lock screen, and a link. */
export const textOf = (message: Pick<OutboundMessage, 'locale' | 'notices'>, link: string): string =>
  `${noticeLine(message)}. ${speaker(message.locale)('read')} ${link}`

/** A message about an account. The message does not say what the system is for, because a mailbox may be shared. */
const aboutAccount = (kind: Exclude<OutboundMessageKind, 'notices'>, t: Translate, link: string) => ({
  subject: t(`${kind}.subject`),
  text: `${[t(`${kind}.what`), `${t(`${kind}.do`)}\n${link}`, t(`${kind}.otherwise`), t('automatic')].join('\n\n')}\n`,
})

type Translate = ReturnType<typeof speaker>

/** Translates into the recipient's language, or into English where a translation is missing. */
const speaker = (wanted: string) => {
  const language = wanted.slice(0, 2)
  const locale = Object.hasOwn(catalogues, language) ? language : 'en'
  const words = (key: string) => catalogues[locale]?.[`notices.mail.${key}`]
  return (key: string, count?: number): string => {
    if (count === undefined) return words(key) ?? ''
    const form = new Intl.PluralRules(locale).select(count)
    const sentence = words(`${key}.${form}`) ?? words(`${key}.other`) ?? ''
    return sentence.replace('{count}', new Intl.NumberFormat(locale).format(count))
  }
}
