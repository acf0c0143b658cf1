import { useQuery } from '@tanstack/react-query'
import { InFormWords } from '../forms/InFormWords.tsx'
import { formsQuery } from '../forms/queries.ts'
import { useTranslate } from '../messages.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TextLink } from '../ui/TextLink.tsx'

/** Shown on the first page of a form: links to the other forms, if the jurisdiction has longer ones. */
export const OtherForms = ({ current, caseId }: { current: string; caseId: string | undefined }) => {
  const list = useQuery(formsQuery)
  const others = list.data?.items.filter(({ id }) => id !== current) ?? []
  const t = useTranslate()
  if (others.length === 0) return <EmptyState of={list} small rows={0} />
  return (
    <section aria-label={t('forms.others')} className="flex flex-col gap-2 border-t border-line pt-4">
      <h2 className="text-large">{t('forms.others')}</h2>
      <ul className="flex flex-col gap-2">
        {others.map((form) => (
          <li key={form.id}>
            <InFormWords words={form.words}>
              <Other form={form} caseId={caseId} />
            </InFormWords>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Other = ({
  form,
  caseId,
}: {
  form: { id: string; titleKey: string | null; hintKey: string | null }
  caseId: string | undefined
}) => {
  const t = useTranslate()
  return (
    <>
      <TextLink to="/referrals/new" search={{ form: form.id, ...(caseId ? { case: caseId } : {}) }}>
        {form.titleKey ? t(form.titleKey) : form.id}
      </TextLink>
      {form.hintKey && <p className="measure text-small text-quiet">{t(form.hintKey)}</p>}
    </>
  )
}
