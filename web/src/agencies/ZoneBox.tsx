import { useTranslate } from '../messages.ts'
import { ComboBox } from '../ui/ComboBox.tsx'

const zones = Intl.supportedValuesOf('timeZone').map((value) => ({
  value,
  label: value.replaceAll('_', ' '),
}))

interface Props {
  value: string
  onChange: (zone: string) => void
  error?: string | undefined
}

/** Selects a time zone by its IANA name. */
export const ZoneBox = ({ value, onChange, error }: Props) => {
  const t = useTranslate()
  // If the browser's list lacks the stored zone, the zone is added to the options, so that opening the form does not
  // clear the field.
  const options = zones.some((zone) => zone.value === value) ? zones : [{ value, label: value }, ...zones]
  return (
    <ComboBox
      label={t('agencies.form.zone')}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
      options={options}
      error={error}
    />
  )
}
