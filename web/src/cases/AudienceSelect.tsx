import { type ChosenAudience, compartmentOfAudience } from '@palermo/shared/audiences.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Select } from '../ui/Select.tsx'

interface Props {
  value: ChosenAudience
  options: readonly ChosenAudience[]
  onChange: (next: ChosenAudience) => void
  readers?: string
  error?: string | undefined
}

/** A field in which the author selects the audience of an entry. */
export const AudienceSelect = ({ value, options, onChange, readers, error }: Props) => {
  const t = useTranslate()
  return (
    <Select
      label={t('audiences.ask')}
      value={value}
      options={options.map((one) => ({ value: one, label: t(`audiences.names.${one}`) }))}
      onChange={(next) => next && onChange(next)}
      {...(readers === undefined ? {} : { readers })}
      error={error}
    />
  )
}

/** Returns a function that gives the compartment in which an entry of the reader with a given audience is stored. */
export const useCompartmentOf = (compartments: readonly string[]) => {
  const me = useMe()
  return (audience: ChosenAudience) => compartmentOfAudience(audience, me, compartments) ?? 'C1'
}
