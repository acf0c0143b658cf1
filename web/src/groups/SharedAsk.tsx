import { type Need, needs } from '@palermo/shared/codes/needs.ts'
import { type Urgency, urgencies } from '@palermo/shared/codes/urgency.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { Choice, Choices } from '../ui/Choice.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'

/** Input that applies to all referred members. */
export interface AskOfAll {
  urgency: Urgency
  needs: readonly Need[]
  safeNow: 'yes' | 'no' | 'not-sure' | undefined
  story: string
  meetingPoint: string
}

interface Props {
  value: AskOfAll
  onChange: (ask: AskOfAll) => void
  needed: (wrong: boolean) => string | undefined
}

export const SharedAsk = ({ value, onChange, needed }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const change = (part: Partial<AskOfAll>) => onChange({ ...value, ...part })
  return (
    <>
      <Select
        label={t('groups.urgency')}
        value={value.urgency}
        options={urgencies.map((one) => ({ value: one, label: label('urgencies', one) }))}
        onChange={(urgency) => urgency && change({ urgency })}
      />
      <Choice
        label={t('groups.safe-now')}
        options={(['yes', 'no', 'not-sure'] as const).map((one) => ({ value: one, label: t(`groups.safe.${one}`) }))}
        value={value.safeNow}
        onChange={(safeNow) => change({ safeNow })}
        columns
        error={needed(value.safeNow === undefined)}
      />
      <Choices
        label={t('groups.needs')}
        options={needs.map((one) => ({ value: one, label: label('needs', one) }))}
        value={value.needs}
        onChange={(next) => change({ needs: next })}
        columns
        error={needed(value.needs.length === 0)}
      />
      <TextArea
        label={t('groups.story')}
        hint={t('groups.story-hint')}
        optional
        rows={4}
        maxLength={2000}
        value={value.story}
        onChange={(story) => change({ story })}
      />
      <TextField
        label={t('groups.meeting-point')}
        optional
        value={value.meetingPoint}
        onChange={(meetingPoint) => change({ meetingPoint })}
        autoComplete="off"
      />
    </>
  )
}
