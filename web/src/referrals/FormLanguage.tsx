import type { FormWords } from '@palermo/shared/forms/versions.ts'
import { useNavigate } from '@tanstack/react-router'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import type { WriteSearch } from './write-search.ts'

/** Lets the writer show the questions in the person's language, if the form is translated into that language. */
export const FormLanguage = ({ words, search }: { words: FormWords; search: WriteSearch }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const { formatDisplayName } = useIntl()
  const languages = Object.keys(words)
  if (languages.length < 2) return null
  return (
    <FilterSelect
      label={t('forms.language')}
      value={search.lang ?? ''}
      options={languages.map((value) => ({ value, label: formatDisplayName(value, { type: 'language' }) ?? value }))}
      onChange={(lang) =>
        void navigate({
          to: '/referrals/new',
          search: (before: WriteSearch) => ({ ...before, lang: lang === '' ? undefined : lang }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}
