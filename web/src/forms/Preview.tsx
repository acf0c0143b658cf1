import type { Answers } from '@palermo/shared/forms/answers.ts'
import { validateAnswers } from '@palermo/shared/forms/validate.ts'
import { clearUnreachable, walk } from '@palermo/shared/forms/walk.ts'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import { todayIn } from '../ui/when.ts'
import { FieldInput } from './FieldInput.tsx'
import { InFormWords } from './InFormWords.tsx'
import type { ReadForm } from './queries.ts'

/** Lets the author of a form try it out; the answers do not leave the page. */
export const Preview = ({ form: { form, words } }: { form: ReadForm }) => {
  const t = useTranslate()
  const { formatDisplayName } = useIntl()
  const [language, setLanguage] = useState<string>('')
  const languages = Object.keys(words)
  return (
    <div className="flex flex-col gap-4">
      <Alert title={t('forms.kept.preview-title')}>{t('forms.kept.preview-lead')}</Alert>
      {languages.length > 1 && (
        <div>
          <FilterSelect
            label={t('forms.language')}
            value={language}
            options={languages.map((value) => ({
              value,
              label: formatDisplayName(value, { type: 'language' }) ?? value,
            }))}
            onChange={setLanguage}
          />
        </div>
      )}
      <InFormWords words={words} language={language || undefined}>
        <Tried form={form} />
      </InFormWords>
    </div>
  )
}

/** Shows the form for trying it out, beginning at the step with the id `from` if the form shows that step. */
export const Tried = ({ form, from }: Pick<ReadForm, 'form'> & { from?: string | undefined }) => {
  const t = useTranslate()
  const today = todayIn(useMe().zone)
  const [answers, setAnswers] = useState<Answers>({})
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      walk(form, {}).screens.findIndex(({ step }) => step.id === from),
    ),
  )
  const [errors, setErrors] = useState<Record<string, string>>({})
  const { screens, ended } = walk(form, answers)
  const screen = screens[Math.min(at, screens.length - 1)]
  if (!screen) return null
  const here = screen.fields.map(({ id }) => id)
  const next = () => {
    const wrong = Object.fromEntries(
      validateAnswers(form, answers, { today }).flatMap(({ pointer, code }) => {
        const id = pointer.split('/')[1] ?? ''
        return here.includes(id) ? [[id, t(`forms.errors.${code}`)]] : []
      }),
    )
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    setAnswers(clearUnreachable(form, answers).answers)
    setAt(Math.min(at + 1, screens.length - 1))
  }
  const last = at >= screens.length - 1
  return (
    <section aria-label={t(screen.step.titleKey)} className="card flex max-w-[75ch] flex-col gap-5 p-5">
      <p className="text-small text-quiet">{t('drafts.progress', { step: `${at + 1}`, steps: `${screens.length}` })}</p>
      <h2 className="text-title">{t(screen.step.titleKey)}</h2>
      {screen.step.hintKey && <p className="text-quiet">{t(screen.step.hintKey)}</p>}
      {screen.fields.map((field) => (
        <FieldInput
          key={field.id}
          field={field}
          answer={answers[field.id]}
          onAnswer={(answer) => {
            const { [field.id]: _, ...others } = answers
            setAnswers(answer === undefined ? others : { ...others, [field.id]: answer })
          }}
          error={errors[field.id]}
        />
      ))}
      {last && <p className="text-quiet">{t(`forms.kept.ends-${ended ?? 'refer'}`)}</p>}
      <div className="flex gap-2">
        <Button rank="primary" onPress={next} isDisabled={last}>
          {t('drafts.next')}
        </Button>
        <Button rank="quiet" onPress={() => setAt(Math.max(0, at - 1))} isDisabled={at === 0}>
          {t('drafts.back')}
        </Button>
      </div>
    </section>
  )
}
