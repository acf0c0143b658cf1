import { sectors } from '@palermo/shared/actor.ts'
import type { AgencyField } from '@palermo/shared/agencies/contract.ts'
import { services } from '@palermo/shared/codes/services.ts'
import { type ReactNode, useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { ZoneBox } from '../agencies/ZoneBox.tsx'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Choices } from '../ui/Choice.tsx'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { marksOf } from '../ui/field.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useFirstFault } from '../ui/useFirstFault.ts'
import { type AgencyEntry, errorIn } from './entry.ts'
import { HoursField } from './HoursField.tsx'
import { LanguagesField } from './LanguagesField.tsx'

interface Props {
  initial: AgencyEntry
  /** The fields that this reader may change; all other fields are hidden. */
  fields: readonly AgencyField[]
  submitLabel: string
  error: unknown
  isPending: boolean
  onSubmit: (entry: AgencyEntry) => void
  onCancel: () => void
  onReload: () => void
}

/** The form of a directory entry, divided into groups of fields. */
export const AgencyForm = ({ initial, fields, submitLabel, error, isPending, onSubmit, onCancel, onReload }: Props) => {
  const t = useTranslate()
  const [entry, setEntry] = useState(initial)
  const form = useFirstFault<HTMLFormElement>(error)
  const errors = fieldErrors(error, t)
  const change = (next: Partial<AgencyEntry>) => setEntry((before) => ({ ...before, ...next }))
  const may = (field: AgencyField) => fields.includes(field)
  const part = { entry, change, errors }
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(entry)
      }}
    >
      <FaultSummary />
      {may('name') && <Settled {...part} />}
      {may('services') && <Offered {...part} />}
      {may('hours') && <Reached {...part} />}
      <div className="sticky bottom-16 flex flex-wrap gap-2 rounded-card border border-line bg-paper px-4 py-3 md:bottom-3">
        <div className="basis-full empty:hidden">
          <ActTrouble error={error} onReload={onReload} />
        </div>
        <Button type="submit" rank="primary" isPending={isPending}>
          {submitLabel}
        </Button>
        <Button rank="quiet" onPress={onCancel}>
          {t('acts.cancel')}
        </Button>
      </div>
    </form>
  )
}

interface PartProps {
  entry: AgencyEntry
  change: (next: Partial<AgencyEntry>) => void
  errors: Record<string, string>
}

/** The part of the form with the fields that only administrators may change. */
const Settled = ({ entry, change, errors }: PartProps) => {
  const t = useTranslate()
  return (
    <Card title={t('agencies.form.settled')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('agencies.form.name')}
          hint={entry.protected ? t('agencies.form.name-protected') : undefined}
          value={entry.name}
          onChange={(name) => change({ name })}
          error={errors.name}
          maxLength={200}
          required
        />
        <Select
          label={t('agencies.columns.sector')}
          value={entry.sector}
          options={sectors.map((value) => ({ value, label: t(`sectors.${value}`) }))}
          onChange={(sector) => sector && change({ sector })}
          error={errors.sector}
        />
        <TextField
          label={t('agencies.form.region')}
          hint={t('agencies.form.region-hint')}
          value={entry.region}
          onChange={(region) => change({ region })}
          error={errors.region}
          maxLength={100}
          optional
        />
      </div>
      <Ticked
        label={t('agencies.form.protected')}
        hint={t('agencies.form.protected-hint')}
        checked={entry.protected}
        onChange={(on) => change({ protected: on, ...(on ? { placementDesk: false } : {}) })}
      />
      {!entry.protected && (
        <Ticked
          label={t('agencies.form.placement-desk')}
          hint={t('agencies.form.placement-desk-hint')}
          checked={entry.placementDesk}
          onChange={(placementDesk) => change({ placementDesk })}
          error={errors.placementDesk}
        />
      )}
    </Card>
  )
}

/** The part of the form with services, eligible persons and languages. */
const Offered = ({ entry, change, errors }: PartProps) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const { services: given, eligibility, languages } = entry
  return (
    <Card title={t('agencies.form.offered')}>
      <Choices
        label={t('agencies.columns.services')}
        value={given}
        onChange={(next) => change({ services: next })}
        options={services.map((value) => ({ value, label: label('services', value) }))}
        columns
        error={errorIn(errors, 'services')}
      />
      <Choices
        label={t('agencies.form.ages')}
        hint={t('agencies.form.no-limit')}
        value={eligibility.ages}
        onChange={(ages) => change({ eligibility: { ...eligibility, ages } })}
        options={(['adult', 'child'] as const).map((value) => ({ value, label: t(`agencies.ages.${value}`) }))}
        columns
        optional
      />
      <Choices
        label={t('agencies.form.sexes')}
        hint={t('agencies.form.no-limit')}
        value={eligibility.sexes}
        onChange={(sexes) => change({ eligibility: { ...eligibility, sexes } })}
        options={(['female', 'male'] as const).map((value) => ({ value, label: t(`agencies.sexes.${value}`) }))}
        columns
        optional
        error={errorIn(errors, 'eligibility')}
      />
      <LanguagesField
        value={languages}
        onChange={(next) => change({ languages: next })}
        error={errorIn(errors, 'languages')}
      />
      <Ticked
        label={t('agencies.form.takes-referrals')}
        hint={t('agencies.form.takes-referrals-hint')}
        checked={entry.takesReferrals}
        onChange={(takesReferrals) => change({ takesReferrals })}
      />
    </Card>
  )
}

/** The part of the form with opening hours and telephone numbers. */
const Reached = ({ entry, change, errors }: PartProps) => {
  const t = useTranslate()
  return (
    <Card title={t('agencies.form.reached')}>
      <TextField
        label={t('agencies.form.duty-phone')}
        hint={t('agencies.form.duty-phone-hint')}
        type="tel"
        autoComplete="off"
        value={entry.dutyPhone ?? ''}
        onChange={(phone) => change({ dutyPhone: phone.trim() === '' ? null : phone })}
        error={errors.dutyPhone}
        optional
      />
      <Ticked
        label={t('agencies.always-open')}
        checked={entry.alwaysOpen}
        onChange={(alwaysOpen) => change({ alwaysOpen })}
      />
      {!entry.alwaysOpen && (
        <HoursField value={entry.hours} onChange={(hours) => change({ hours })} error={errorIn(errors, 'hours')} />
      )}
      <ZoneBox value={entry.zone} onChange={(zone) => change({ zone })} error={errors.zone} />
    </Card>
  )
}

interface TickedProps {
  label: string
  hint?: ReactNode
  checked: boolean
  onChange: (on: boolean) => void
  error?: string | undefined
}

const Ticked = ({ label, hint, checked, onChange, error }: TickedProps) => (
  <div {...marksOf({ label, error })}>
    <Checkbox label={label} checked={checked} onChange={onChange} />
    {hint && <p className="measure ps-6.5 text-small text-quiet">{hint}</p>}
    {error && <p className="ps-6.5 text-small text-late">{error}</p>}
  </div>
)
