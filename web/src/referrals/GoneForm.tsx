import { type Answers, isBlank } from '@palermo/shared/forms/answers.ts'
import { fieldsOf } from '@palermo/shared/forms/check.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { validateAnswers } from '@palermo/shared/forms/validate.ts'
import { clearUnreachable } from '@palermo/shared/forms/walk.ts'
import { type Draft, DraftReply, type NewReferral } from '@palermo/shared/referrals/drafts.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { api, submissionKeys } from '../api.ts'
import { formQuery, type ReadForm } from '../forms/queries.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { todayIn } from '../ui/when.ts'
import { actOnReferralElsewhere } from './queries.ts'

/**
 * Shown if the form version of a draft was withdrawn: the answers stay readable, and the draft can be continued in the
 * newest form version.
 */
export const GoneForm = ({ version, draft }: { version: ReadForm; draft: Draft }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { form, newest } = version
  const { referral, answers } = draft
  const { data: next } = useQuery({ ...formQuery(form.id, newest ?? 0), enabled: newest !== null })
  const today = todayIn(useMe().zone)
  const said = fieldsOf(form).filter(({ id }) => !isBlank(answers[id]))
  const carried = next ? stillRight(next.form, answers, today) : {}
  const lost = next ? said.filter(({ id }) => !Object.hasOwn(carried, id)) : []
  const [keyFor] = useState(submissionKeys)
  const carry = useMutation({
    mutationFn: async () => {
      const body: z.input<typeof NewReferral> = {
        kind: referral.kind,
        ...(referral.caseId ? { caseId: referral.caseId } : {}),
        ...(referral.to ? { toAgencyId: referral.to.id } : {}),
        formId: form.id,
        formVersion: newest ?? form.version,
        answers: carried,
      }
      const begun = await api(DraftReply, '/referrals', { method: 'POST', body, key: keyFor(body) })
      await actOnReferralElsewhere(queryClient, referral.id, { action: 'discard', version: referral.version })
      return begun
    },
    onSuccess: (begun) => void navigate({ to: '/referrals/new', search: { draft: begun.id }, replace: true }),
  })
  return (
    <Page title={t('forms.gone.title')} windowTitle={t('shell.new-referral')}>
      <div className="card flex max-w-[75ch] flex-col gap-4 p-5">
        <ActTrouble error={carry.error} onReload={() => carry.reset()} />
        <p>{t('forms.gone.lead')}</p>
        <p>{t(newest === null ? 'forms.gone.none' : 'forms.gone.next', { version: newest ?? 0 })}</p>
        {lost.length > 0 && (
          <div>
            <p>{t('forms.gone.lost', { count: lost.length })}</p>
            <ul className="list-disc ps-5">
              {lost.map(({ id, labelKey }) => (
                <li key={id}>{t(labelKey)}</li>
              ))}
            </ul>
          </div>
        )}
        {next && (
          <Button rank="primary" size="large" isPending={carry.isPending} onPress={() => carry.mutate()}>
            {t('forms.gone.verb')}
          </Button>
        )}
      </div>
    </Page>
  )
}

/**
 * Returns those answers of a draft that are valid and can be reached in `form`, another version of the draft's form.
 */
const stillRight = (form: Form, answers: Answers, today: string): Answers => {
  const wrong = validateAnswers(form, answers, { today, draft: true }).map(({ pointer }) => pointer.split('/')[1])
  return clearUnreachable(form, Object.fromEntries(Object.entries(answers).filter(([id]) => !wrong.includes(id))))
    .answers
}
