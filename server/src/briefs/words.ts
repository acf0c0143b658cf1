import type { Brief, BriefDecision } from '@palermo/shared/briefs/contract.ts'
import { spokenWait } from '@palermo/shared/briefs/span.ts'
import english from './messages.en.json' with { type: 'json' }

type Words = Readonly<Record<string, string | number>>

/** Returns the text of a key in the catalogue, with its placeholders replaced. */
export const t = (key: string, words: Words = {}): string =>
  Object.entries(words).reduce(
    (sentence, [name, value]) => sentence.replace(`{${name}}`, String(value)),
    (english as Readonly<Record<string, string>>)[`briefs.pdf.${key}`] ?? '',
  )

/** Formats a calendar day, without a time zone. */
export const dayOf = (on: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${on}T12:00:00Z`))

export const momentOf = ({ asOf, zone }: Pick<Brief, 'asOf' | 'zone'>): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(new Date(asOf))

/** Returns a decision that the meeting must make, as a question or as the name of the waiting item. */
export const decisionWords = (decision: BriefDecision): string => {
  switch (decision.kind) {
    case 'late':
      return t('decide.late', {
        agency: decision.agency,
        n: decision.n,
        longest: spokenWait(decision.longest, 'en-GB'),
      })
    case 'unanswered':
      return t('decide.unanswered', { n: decision.n })
    case 'gap':
      return t(`decide.gap.${decision.reason}`, { n: decision.n })
    case 'equality':
      return t('decide.equality', { within: decision.within, without: decision.without })
    case 'snapshot':
      return t(`decide.snapshot.${decision.status}`, { week: dayOf(decision.week) })
  }
}
