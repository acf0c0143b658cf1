import { fieldsOf } from '@palermo/shared/forms/check.ts'
import type { ReadForm } from '../forms/queries.ts'
import { BlankButton } from '../forms/SheetButton.tsx'
import { useTranslate } from '../messages.ts'
import { ButtonLink } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { FormLanguage } from './FormLanguage.tsx'
import type { WriteSearch } from './write-search.ts'

/**
 * The first page of a long form. It says what the form is for, what the writer needs, and that writing can be
 * interrupted, and lists existing drafts.
 */
export const OpeningPage = ({ version, search }: { version: ReadForm; search: WriteSearch }) => {
  const t = useTranslate()
  const { form } = version
  const first = form.steps.find(({ fields }) => fields.length > 0)
  const title = form.titleKey ? t(form.titleKey) : form.id
  return (
    <Page
      title={title}
      windowTitle={t('shell.new-referral')}
      actions={<FormLanguage words={version.words} search={search} />}
    >
      <div className="flex max-w-[75ch] flex-col gap-4">
        {form.hintKey && <p>{t(form.hintKey)}</p>}
        <ul className="flex list-disc flex-col gap-1 ps-5">
          <li>{t('forms.opening.safety')}</li>
          <li>{t('forms.opening.story')}</li>
          <li>{t('forms.opening.stop')}</li>
          <li>{t('forms.opening.size', { questions: fieldsOf(form).length })}</li>
        </ul>
        <div className="flex flex-col gap-2 sm:flex-row sm:items-center">
          {first && (
            <ButtonLink
              to="/referrals/new"
              search={(before: WriteSearch) => ({ ...before, step: first.id })}
              rank="primary"
              size="large"
            >
              {t('forms.opening.verb')}
            </ButtonLink>
          )}
          <ButtonLink to="/referrals" search={{ box: 'outbox' }} rank="quiet" size="large">
            {t('forms.opening.drafts')}
          </ButtonLink>
        </div>
        <BlankButton form={form} lang={search.lang} />
        {form.source && (
          <p className="border-t border-line pt-3 text-small text-quiet">
            {t('forms.source')}{' '}
            <a href={form.source.address} className="underline">
              {form.source.name}
            </a>
            . {form.source.licence}.
          </p>
        )}
        <p className="text-small text-quiet">
          <TextLink to="/referrals/new" search={search.case ? { case: search.case } : {}}>
            {t('forms.opening.short')}
          </TextLink>
        </p>
      </div>
    </Page>
  )
}
