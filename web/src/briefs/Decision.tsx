import type { BriefDecision } from '@palermo/shared/briefs/contract.ts'
import { spokenWait } from '@palermo/shared/briefs/span.ts'
import { useIntl } from 'react-intl'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { TextLink } from '../ui/TextLink.tsx'

/** A decision that the meeting must make: a fact, and the question that follows from the fact. */
export const Decision = ({ decision }: { decision: BriefDecision }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const { locale } = useIntl()
  switch (decision.kind) {
    case 'late':
      return t('briefs.decisions.late', {
        agency: decision.agency,
        n: decision.n,
        longest: spokenWait(decision.longest, locale),
      })
    case 'unanswered':
      return t('briefs.decisions.unanswered', { n: decision.n })
    case 'gap':
      return t('briefs.decisions.gap', { n: decision.n, reason: label('decline-reasons', decision.reason) })
    case 'equality':
      return t('briefs.decisions.equality', { within: decision.within, without: decision.without })
    case 'snapshot':
      return (
        <TextLink to="/statistics/$id" params={{ id: decision.id }}>
          {t(`briefs.decisions.snapshot-${decision.status}`)}
        </TextLink>
      )
  }
}
