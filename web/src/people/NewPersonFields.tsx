import { functions, type StaffFunction } from '@palermo/shared/actor.ts'
import { useTranslate } from '../messages.ts'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { AnyAgencyBox } from './AnyAgencyBox.tsx'

/** The fields of a new account as typed so far. */
export interface TypedPerson {
  agencyId: string | null
  name: string
  email: string
  function: StaffFunction | ''
  phone: string
}
export const nothingTyped: TypedPerson = { agencyId: null, name: '', email: '', function: '', phone: '' }

interface Props {
  value: TypedPerson
  onChange: (typed: TypedPerson) => void
  error: (what: keyof TypedPerson) => string | undefined
}

export const NewPersonFields = ({ value, onChange, error }: Props) => {
  const t = useTranslate()
  const change = (part: Partial<TypedPerson>) => onChange({ ...value, ...part })
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <TextField
        label={t('people.columns.name')}
        autoComplete="off"
        maxLength={200}
        value={value.name}
        onChange={(name) => change({ name })}
        error={error('name')}
      />
      <TextField
        label={t('people.columns.email')}
        hint={t('people.email-hint')}
        type="email"
        autoComplete="off"
        value={value.email}
        onChange={(email) => change({ email })}
        error={error('email')}
      />
      <AnyAgencyBox
        label={t('people.columns.agency')}
        value={value.agencyId}
        onChange={(agencyId) => change({ agencyId })}
        error={error('agencyId')}
      />
      <Select
        label={t('people.columns.function')}
        value={value.function}
        none={t('acts.choose')}
        options={functions.map((one) => ({ value: one, label: t(`functions.${one}`) }))}
        onChange={(role) => change({ function: role })}
        error={error('function')}
      />
      <TextField
        label={t('people.columns.phone')}
        hint={t('people.phone-hint')}
        type="tel"
        autoComplete="off"
        optional
        value={value.phone}
        onChange={(phone) => change({ phone })}
        error={error('phone')}
      />
    </div>
  )
}
