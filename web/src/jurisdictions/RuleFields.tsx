import { limitKinds, Mark, Nature } from '@palermo/shared/deadlines/contract.ts'
import { Effect, limitUnits, type Rule } from '@palermo/shared/deadlines/profile.ts'
import { useTranslate } from '../messages.ts'
import { DateField } from '../ui/DateField.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Ladder } from './Ladder.tsx'
import { canBeLate, canVerify, type RuleDraft, warnings } from './rule-draft.ts'

/** The fields at which an error can be shown. */
export type Part = 'when' | 'limit' | 'warnAt' | 'overdueAt' | 'escalate' | 'expires' | 'source' | 'extension' | 'pause'

interface Fields {
  draft: RuleDraft
  faultOf: (part: Part) => string | undefined
  onChange: (changed: Partial<RuleDraft>) => void
}

export const LimitFields = ({ draft, faultOf, onChange }: Fields) => {
  const t = useTranslate()
  return (
    <div className="flex flex-wrap gap-3">
      <TextField
        short
        label={t('jurisdictions.fields.value')}
        type="number"
        min={1}
        max={5000}
        required
        error={faultOf('limit')}
        value={draft.value}
        onChange={(value) => onChange({ value })}
      />
      <Select
        label={t('jurisdictions.fields.unit')}
        value={draft.unit}
        options={limitUnits.map((one) => ({ value: one, label: t(`jurisdictions.units.${one}`) }))}
        onChange={(unit) => unit !== '' && onChange({ unit })}
      />
      <Select
        label={t('jurisdictions.fields.kind')}
        value={draft.kind}
        options={limitKinds.map((one) => ({ value: one, label: t(`jurisdictions.kind-of.${one}`) }))}
        onChange={(kind) => kind !== '' && onChange({ kind })}
      />
    </div>
  )
}

/** Edits the times of the reminders, and the recipients of the reminders when the step is late. */
export const Lateness = ({ draft, faultOf, onChange }: Fields) => {
  const t = useTranslate()
  return (
    <>
      <div className="grid items-end gap-3 sm:grid-cols-2">
        <Select
          label={t('jurisdictions.fields.warnBy')}
          value={draft.warnBy}
          options={warnings.map((one) => ({ value: one, label: t(`jurisdictions.warn-by.${one}`) }))}
          onChange={(warnBy) => warnBy !== '' && onChange({ warnBy })}
        />
        <TextField
          label={t('jurisdictions.fields.warnAt')}
          hint={t(`jurisdictions.warn-by.${draft.warnBy}.hint`)}
          inputMode="decimal"
          optional
          error={faultOf('warnAt')}
          value={draft.warnAt}
          onChange={(warnAt) => onChange({ warnAt })}
        />
      </div>
      {canBeLate(draft.kind) ? (
        <>
          <TextField
            label={t('jurisdictions.fields.overdueAt')}
            hint={t('jurisdictions.fields.overdueAt.hint')}
            optional
            error={faultOf('overdueAt')}
            value={draft.overdueAt}
            onChange={(overdueAt) => onChange({ overdueAt })}
          />
          <Ladder ladder={draft.ladder} error={faultOf('escalate')} onChange={(ladder) => onChange({ ladder })} />
        </>
      ) : (
        <p className="measure text-quiet">{t('jurisdictions.never-late')}</p>
      )}
    </>
  )
}

/** Edits the expiry, the urgency of notifications, and the legal effect of a missed deadline. */
export const AlsoMeans = ({ draft, faultOf, onChange }: Fields) => {
  const t = useTranslate()
  return (
    <div className="grid items-end gap-3 sm:grid-cols-2">
      {draft.kind !== 'notBefore' && (
        <Select
          label={t('jurisdictions.fields.expires')}
          value={draft.expiresInto}
          none={t('jurisdictions.expires.never')}
          options={(['return', 'lapse'] as const).map((one) => ({
            value: one,
            label: t(`jurisdictions.expires.${one}`),
          }))}
          onChange={(expiresInto) => onChange({ expiresInto })}
        />
      )}
      {draft.kind !== 'notBefore' && draft.expiresInto !== '' && (
        <TextField
          short
          label={t('jurisdictions.fields.expiresAt')}
          type="number"
          min={100}
          max={1000}
          step="any"
          error={faultOf('expires')}
          value={draft.expiresAt}
          onChange={(expiresAt) => onChange({ expiresAt })}
        />
      )}
      <Select
        label={t('jurisdictions.fields.nature')}
        hint={t('jurisdictions.fields.nature.hint')}
        value={draft.nature}
        options={Nature.options.map((one) => ({ value: one, label: t(`jurisdictions.natures.${one}`) }))}
        onChange={(nature) => nature !== '' && onChange({ nature })}
      />
      <Select
        label={t('jurisdictions.fields.effect')}
        value={draft.effect}
        none={t('jurisdictions.effects.none')}
        options={Effect.options.map((one) => ({ value: one, label: t(`deadlines.effects.${one}`) }))}
        onChange={(effect) => onChange({ effect })}
      />
    </div>
  )
}

export const Cited = ({ draft, faultOf, onChange }: Fields) => {
  const t = useTranslate()
  return (
    <>
      <TextArea
        label={t('jurisdictions.fields.source')}
        rows={3}
        required
        maxLength={400}
        error={faultOf('source')}
        value={draft.source}
        onChange={(source) => onChange({ source })}
      />
      <Select
        label={t('jurisdictions.fields.mark')}
        hint={t('jurisdictions.fields.mark.hint')}
        value={draft.mark}
        options={Mark.options.map((one) => ({ value: one, label: t(`jurisdictions.marks.${one}`) }))}
        onChange={(mark) => mark !== '' && onChange({ mark })}
      />
      {canVerify(draft.mark) && (
        <DateField
          label={t('jurisdictions.fields.verifiedOn')}
          hint={t('jurisdictions.fields.verifiedOn.hint')}
          optional
          value={draft.verifiedOn}
          onChange={(verifiedOn) => onChange({ verifiedOn })}
        />
      )}
    </>
  )
}

/** Edits the limits of extensions and pauses. */
export const Allowances = ({ draft, faultOf, onChange, rule }: Fields & { rule: Rule }) => {
  const t = useTranslate()
  return (
    <>
      {rule.extension && (
        <div className="flex flex-wrap gap-3">
          <TextField
            short
            label={t('jurisdictions.fields.most', { unit: t(`jurisdictions.units.${rule.extension.most.unit}`) })}
            type="number"
            min={1}
            error={faultOf('extension')}
            value={draft.most}
            onChange={(most) => onChange({ most })}
          />
          <TextField
            short
            label={t('jurisdictions.fields.times')}
            type="number"
            min={1}
            max={50}
            value={draft.times}
            onChange={(times) => onChange({ times })}
          />
        </div>
      )}
      {rule.pause && (
        <TextField
          short
          label={t('jurisdictions.fields.pause', { unit: t(`jurisdictions.units.${rule.pause.most.unit}`) })}
          type="number"
          min={1}
          error={faultOf('pause')}
          value={draft.pauseMost}
          onChange={(pauseMost) => onChange({ pauseMost })}
        />
      )}
    </>
  )
}
