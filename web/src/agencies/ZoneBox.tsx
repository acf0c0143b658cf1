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

/** Selection of a time zone, by its IANA name. */
export const ZoneBox = ({ value, onChange, error }: Props) => {
  const t = useTranslate()
  // A stored zone that is missing in this browser's list is added, so that opening the form does not lose it.
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
