import { type Edited, withWord } from '@palermo/shared/forms/editing.ts'
import { sourceLanguage } from '@palermo/shared/forms/keys.ts'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'

interface Props {
  label: string
  hint?: string
  optional?: boolean
  /** Whether the field has several lines, for texts longer than a title or a question. */
  long?: boolean
  wordKey: string
  edited: Edited
  onWord: (locale: string, key: string, text: string) => void
}

/** Edits one text of the form in the form's own language; the translations of the text are collapsed below. */
export const Worded = ({ label, hint, optional = false, long = false, wordKey, edited: { words }, onWord }: Props) => {
  const t = useTranslate()
  const { formatDisplayName } = useIntl()
  const others = Object.keys(words).filter((locale) => locale !== sourceLanguage)
  const Control = long ? TextArea : TextField
  const missing = others.filter((locale) => !words[locale]?.[wordKey]?.trim()).length
  return (
    <div className="flex flex-col gap-1">
      <Control
        label={label}
        hint={hint}
        optional={optional}
        lang={sourceLanguage}
        maxLength={2000}
        value={words[sourceLanguage]?.[wordKey] ?? ''}
        onChange={(text) => onWord(sourceLanguage, wordKey, text)}
      />
      {others.length > 0 && (
        <details className="text-small">
          <summary className="cursor-pointer py-1 text-accent">
            {t('forms.edit.translations', { count: others.length, missing })}
          </summary>
          <div className="flex flex-col gap-2 pt-1">
            {others.map((locale) => (
              <Control
                key={locale}
                lang={locale}
                optional
                label={formatDisplayName(locale, { type: 'language' }) ?? locale}
                maxLength={2000}
                value={words[locale]?.[wordKey] ?? ''}
                onChange={(text) => onWord(locale, wordKey, text)}
              />
            ))}
          </div>
        </details>
      )}
    </div>
  )
}

interface HintProps {
  wordKey: string
  edited: Edited
  /** Called with the changed form and the translation key of the hint; the key is undefined if the hint was removed. */
  onHint: (said: Edited, key: string | undefined) => void
}

/**
 * Edits the hint below a title or question. If the author empties the hint in the form's own language, the hint is
 * removed in all languages.
 */
export const WordedHint = ({ wordKey, edited, onHint }: HintProps) => {
  const t = useTranslate()
  return (
    <Worded
      optional
      long
      label={t('forms.edit.hint')}
      wordKey={wordKey}
      edited={edited}
      onWord={(locale, key, text) =>
        onHint(withWord(edited, locale, key, text), locale === sourceLanguage && text.trim() === '' ? undefined : key)
      }
    />
  )
}
