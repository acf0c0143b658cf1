import type { OutcomeScore } from '@palermo/shared/referrals/inputs.ts'
import { outcomeScores } from '@palermo/shared/referrals/inputs.ts'
import type { z } from 'zod'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { Select } from '../ui/Select.tsx'

type Score = z.infer<typeof OutcomeScore>

interface Props {
  scores: Record<string, Score>
  onChange: (scores: Record<string, Score>) => void
}

/** Asks for a score for each wished outcome. */
export const OutcomeScores = ({ scores, onChange }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  if (Object.keys(scores).length === 0) return <p className="text-quiet">{t('referrals.no-outcomes')}</p>
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-strong">{t('referrals.outcomes')}</legend>
      {Object.entries(scores).map(([outcome, score]) => (
        <Select
          key={outcome}
          label={label('wished-outcomes', outcome)}
          value={score}
          options={outcomeScores.map((value) => ({ value, label: t(`referrals.scores.${value}`) }))}
          onChange={(next) => next && onChange({ ...scores, [outcome]: next })}
        />
      ))}
    </fieldset>
  )
}
