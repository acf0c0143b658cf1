import type { Answers } from '@palermo/shared/forms/answers.ts'
import { fieldsOf } from '@palermo/shared/forms/check.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { useNavigate } from '@tanstack/react-router'
import { useFormWords } from '../forms/words.ts'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { At } from '../ui/Due.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { Said } from './DraftSummary.tsx'
import { differences } from './draft-differences.ts'
import type { DraftKeeper } from './draft-keeper.ts'

interface Props {
  form: Form
  keeper: DraftKeeper
  answers: Answers
  other: Draft
}

/** Shown if the draft was also edited on another device: the writer compares both versions and chooses one. */
export const OtherVersion = ({ form, keeper, answers, other }: Props) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const { referral } = other
  const giveUp = () => {
    keeper.forget()
    void navigate({ to: '/referrals/$id', params: { id: referral.id }, replace: true })
  }
  if (referral.status !== 'draft')
    return (
      <Alert
        tone="warn"
        title={t('drafts.other.sent')}
        live
        action={
          <>
            <TextLink to="/referrals/$id" params={{ id: referral.id }} className="self-center">
              {t('drafts.other.see-sent')}
            </TextLink>
            <Button rank="quiet" onPress={giveUp}>
              {t('drafts.other.give-up')}
            </Button>
          </>
        }
      >
        {t('drafts.other.sent-lead')}
      </Alert>
    )
  const apart = differences(answers, other.answers)
  const fields = fieldsOf(form).filter(({ id }) => apart.includes(id))
  return (
    <Alert
      tone="warn"
      title={t('drafts.other.title')}
      live
      action={
        <>
          <Button onPress={() => keeper.keepThis()}>{t('drafts.other.keep-this')}</Button>
          <Button onPress={() => keeper.takeOther()}>{t('drafts.other.take-other')}</Button>
        </>
      }
    >
      <p>
        {t('drafts.other.lead', { count: fields.length })} <At at={referral.updatedAt} />
      </p>
      <table className="mt-2 w-full text-start">
        <thead className="text-small text-quiet">
          <tr>
            <th scope="col" className="py-1 pe-3 font-normal">
              {t('drafts.other.question')}
            </th>
            <th scope="col" className="py-1 pe-3 font-normal">
              {t('drafts.other.here')}
            </th>
            <th scope="col" className="py-1 font-normal">
              {t('drafts.other.there')}
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.id} className="border-t border-line align-top">
              <th scope="row" className="py-1.5 pe-3 font-normal text-quiet">
                {t(field.labelKey)}
              </th>
              <Version field={field} answers={answers} />
              <Version field={field} answers={other.answers} />
            </tr>
          ))}
        </tbody>
      </table>
    </Alert>
  )
}

const Version = ({ field, answers }: { field: ReturnType<typeof fieldsOf>[number]; answers: Answers }) => {
  const t = useTranslate()
  const { answerWords } = useFormWords()
  const answer = answers[field.id]
  return (
    <td dir="auto" className="py-1.5 pe-3 break-words whitespace-pre-wrap">
      {answer === undefined || answerWords(field, answer) === '' ? (
        <span className="text-quiet">{t('drafts.blank')}</span>
      ) : (
        <Said field={field} answers={answers} />
      )}
    </td>
  )
}
