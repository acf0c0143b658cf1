import { borrowedKeys, borrowedWords } from '@palermo/shared/forms/borrowed.ts'
import { namedKeys, sourceLanguage } from '@palermo/shared/forms/keys.ts'
import { Locale } from '@palermo/shared/forms/versions.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { saveWords } from './kept.ts'
import type { ReadForm } from './queries.ts'

/**
 * Edits the translation of a form's texts beside the original texts. Texts without a translation are shown to readers
 * in the original language.
 */
export const Translate = ({ version }: { version: ReadForm }) => {
  const t = useTranslate()
  const { formatDisplayName } = useIntl()
  const [locale, setLocale] = useState('')
  const known = Locale.safeParse(locale).success && locale !== sourceLanguage
  const named = known ? formatDisplayName(locale, { type: 'language', fallback: 'none' }) : undefined
  return (
    <div className="flex max-w-[75ch] flex-col gap-4">
      <TextField
        short
        label={t('forms.kept.language')}
        hint={t('forms.kept.language-hint')}
        value={locale}
        onChange={(typed) => setLocale(typed.trim())}
        error={locale !== '' && !known ? t('forms.kept.language-wrong') : undefined}
      />
      {known && <Words key={locale} version={version} locale={locale} name={named ?? locale} />}
    </div>
  )
}

const Words = ({ version, locale, name }: { version: ReadForm; locale: string; name: string }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const source: Readonly<Record<string, string>> = { ...borrowedWords, ...version.words[sourceLanguage] }
  const [words, setWords] = useState(version.words[locale] ?? {})
  const [onlyGaps, setOnlyGaps] = useState(false)
  const { form, revision } = version
  const own = namedKeys(form).filter((key) => source[key] !== undefined)
  const borrowed = borrowedKeys(form)
  const keys = [...own, ...borrowed]
  const shown = (some: readonly string[]) => (onlyGaps ? some.filter((key) => !version.words[locale]?.[key]) : some)
  const boxes = (some: readonly string[]) =>
    shown(some).map((key) => (
      <TextArea
        key={key}
        rows={1}
        lang={locale}
        label={source[key] ?? key}
        value={words[key] ?? ''}
        maxLength={2000}
        onChange={(text) => setWords({ ...words, [key]: text })}
      />
    ))
  const save = useMutation({
    mutationFn: () => saveWords(queryClient, form.id, { version: form.version, revision, locale, words }),
    onSuccess: () => toast(t('forms.kept.words-saved')),
  })
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <ActTrouble error={save.error} onReload={() => void queryClient.invalidateQueries({ queryKey: ['forms'] })} />
      <div className="flex flex-wrap items-center gap-4">
        <p className="grow">
          {t('forms.kept.done', { done: keys.filter((key) => words[key]?.trim()).length, all: keys.length, name })}
        </p>
        <Checkbox label={t('forms.kept.only-gaps')} checked={onlyGaps} onChange={setOnlyGaps} />
      </div>
      {boxes(own)}
      <h2 className="border-t border-line pt-4 text-large">{t('forms.translate.borrowed')}</h2>
      <p className="measure text-small text-quiet">{t('forms.translate.borrowed-hint')}</p>
      {boxes(borrowed)}
      <div className="sticky bottom-0 border-t border-line bg-canvas py-3">
        <Button type="submit" rank="primary" isPending={save.isPending}>
          {t('forms.kept.save-words', { name })}
        </Button>
      </div>
    </form>
  )
}
