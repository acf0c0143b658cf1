import { Urgency } from '@palermo/shared/codes/urgency.ts'
import { Conditions } from '@palermo/shared/deadlines/profile.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { Choices } from '../ui/Choice.tsx'
import { Select } from '../ui/Select.tsx'

const { outcome: outcomes, risk: risks } = Conditions.shape
type Outcome = NonNullable<Conditions['outcome']>[number]
type Risk = NonNullable<Conditions['risk']>[number]

interface Props {
  when: Conditions
  onChange: (when: Conditions) => void
}

/** Edits the condition of a rule variant: facts that are known when a deadline starts and that must all hold. */
export const WhenFields = ({ when, onChange }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  /** Calls `onChange` with the changed condition, leaving out facts that are no longer stated. */
  const put = (changed: { [part in keyof Conditions]: Conditions[part] | undefined }) =>
    onChange(
      Object.fromEntries(
        Object.entries({ ...when, ...changed }).filter(
          ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
        ),
      ),
    )
  return (
    <fieldset className="flex flex-col gap-3 rounded-card border border-line p-3">
      <legend className="px-1 font-strong">{t('jurisdictions.when')}</legend>
      <p className="measure text-small text-quiet">{t('jurisdictions.when.hint')}</p>
      <Select
        label={t('jurisdictions.when.age')}
        value={when.child === undefined ? '' : when.child ? 'child' : 'adult'}
        none={t('jurisdictions.when.whoever')}
        options={[
          { value: 'child', label: t('jurisdictions.when.child') },
          { value: 'adult', label: t('jurisdictions.when.adult') },
        ]}
        onChange={(age) => put({ child: age === '' ? undefined : age === 'child' })}
      />
      <Choices
        columns
        optional
        label={t('jurisdictions.when.urgency')}
        value={when.urgency ?? []}
        options={Urgency.options.map((one) => ({ value: one, label: label('urgencies', one) }))}
        onChange={(urgency) => put({ urgency: Urgency.options.filter((one) => urgency.includes(one)) })}
      />
      <Choices<Outcome>
        columns
        optional
        label={t('jurisdictions.when.outcome')}
        value={when.outcome ?? []}
        options={outcomes
          .unwrap()
          .element.options.map((one) => ({ value: one, label: t(`jurisdictions.when.${one}`) }))}
        onChange={(outcome) => put({ outcome })}
      />
      <Choices<Risk>
        columns
        optional
        label={t('jurisdictions.when.risk-of')}
        value={when.risk ?? []}
        options={risks.unwrap().element.options.map((one) => ({ value: one, label: t(`jurisdictions.risks.${one}`) }))}
        onChange={(risk) => put({ risk: risks.unwrap().element.options.filter((one) => risk.includes(one)) })}
      />
    </fieldset>
  )
}
