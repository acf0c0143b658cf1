import { BlankButton } from '../forms/SheetButton.tsx'
import { useTranslate } from '../messages.ts'

/**
 * A button on the first page of a form, which opens the same questions as a printable sheet for places without
 * electricity.
 */
export const OnPaper = ({ form, lang }: { form: { id: string; version: number }; lang: string | undefined }) => {
  const t = useTranslate()
  return (
    <section aria-label={t('forms.blank.title')} className="flex flex-col items-start gap-2 border-t border-line pt-4">
      <h2 className="text-large">{t('forms.blank.title')}</h2>
      <p className="measure text-small text-quiet">{t('forms.blank.lead')}</p>
      <BlankButton form={form} lang={lang} />
    </section>
  )
}
