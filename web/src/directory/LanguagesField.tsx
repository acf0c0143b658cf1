import { languages } from '@palermo/shared/codes/languages.ts'
import { X } from 'lucide-react'
import { useMemo } from 'react'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { ComboBox } from '../ui/ComboBox.tsx'

interface Props {
  value: readonly string[]
  onChange: (codes: string[]) => void
  error?: string | undefined
}

/** Edits the languages spoken in the agency: languages are added one by one, and each has a remove button. */
export const LanguagesField = ({ value, onChange, error }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const options = useMemo(
    () =>
      languages
        .filter((code) => !value.includes(code))
        .map((code) => ({ value: code, label: label('languages', code) }))
        .sort((one, other) => one.label.localeCompare(other.label)),
    [value, label],
  )
  return (
    <div className="flex flex-col gap-2">
      <ComboBox
        key={value.join()}
        label={t('agencies.form.languages')}
        value={null}
        onChange={(code) => code && onChange([...value, code])}
        options={options}
        placeholder={t('agencies.form.add-language')}
        error={error}
        optional
      />
      {value.length > 0 && (
        <ul aria-label={t('agencies.form.languages')} className="flex flex-wrap gap-1.5">
          {value.map((code) => (
            <li key={code}>
              <button
                type="button"
                onClick={() => onChange(value.filter((other) => other !== code))}
                aria-label={t('agencies.form.remove-language', { language: label('languages', code) })}
                className="inline-flex min-h-8 touch:min-h-12 items-center gap-1.5 rounded-control border border-line bg-sunken pe-1.5 ps-2.5 hover:bg-hover"
              >
                {label('languages', code)}
                <X aria-hidden size={15} className="text-quiet" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
