import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Card } from '../ui/Card.tsx'

const tones: Record<string, Tone> = { met: 'done', partly: 'plain', 'not-met': 'ended' }

/** The wished outcomes and their scores. */
export const Outcomes = ({ referral }: { referral: Referral }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  if (referral.outcomes.length === 0) return null
  return (
    <Card title={t('referrals.outcomes')}>
      <ul className="divide-y divide-line">
        {referral.outcomes.map(({ outcome, score }) => (
          <li key={outcome} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
            <span className="grow">{label('wished-outcomes', outcome)}</span>
            {score ? (
              <Badge tone={tones[score] ?? 'plain'}>{t(`referrals.scores.${score}`)}</Badge>
            ) : (
              <span className="text-small text-quiet">{t('referrals.not-scored')}</span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
