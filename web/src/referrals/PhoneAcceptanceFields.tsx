import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Checkbox } from '../ui/Checkbox.tsx'
import { TextField } from '../ui/TextField.tsx'
import { fromLocalTime, toLocalTime } from '../ui/when.ts'

// The code of the field is loaded only when a telephone call is recorded, to keep the page small.
const MomentField = lazy(() => import('../ui/DateField.tsx').then((found) => ({ default: found.MomentField })))

export interface PhoneWord {
  acceptedBy: string
  at: string
}

interface Props {
  agency: ReactNode
  value: PhoneWord | undefined
  /** The error text for the name of the person who accepted. */
  error: string | undefined
  onChange: (value: PhoneWord | undefined) => void
}

/**
 * Fields for an acceptance by telephone ("Accepted by phone by X at 02:15"). The sender fills them in before sending;
 * the acceptance is recorded with the referral, and the receiver confirms it later.
 */
export const PhoneAcceptanceFields = ({ agency, value, error, onChange }: Props) => {
  const t = useTranslate()
  const { zone } = useMe()
  return (
    <section className="card flex flex-col gap-3 p-4">
      <h2>
        {t('drafts.phone-title')} {agency}
      </h2>
      <Checkbox
        label={t('drafts.phone-yes')}
        checked={value !== undefined}
        onChange={(on) => onChange(on ? { acceptedBy: '', at: new Date().toISOString() } : undefined)}
      />
      {value && (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t('referrals.acts.record-phone-acceptance.acceptedBy')}
            readers={t('compartments.C1.readers')}
            maxLength={200}
            error={error}
            autoComplete="off"
            value={value.acceptedBy}
            onChange={(acceptedBy) => onChange({ ...value, acceptedBy })}
          />
          <Suspense>
            <MomentField
              label={t('referrals.acts.record-phone-acceptance.at')}
              value={toLocalTime(value.at, zone)}
              onChange={(compartment) => onChange({ ...value, at: fromLocalTime(compartment, zone) ?? value.at })}
            />
          </Suspense>
        </div>
      )}
    </section>
  )
}
