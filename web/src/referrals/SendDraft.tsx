import { useQuery } from '@tanstack/react-query'
import { type RefObject, useState } from 'react'
import { readKeptNumbers } from '../agencies/kept-numbers.ts'
import { agencyQuery } from '../agencies/queries.ts'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { focusFirstFault } from '../ui/fault.ts'
import { AgencyName } from './DraftSummary.tsx'
import { PhoneAcceptanceFields, type PhoneWord } from './PhoneAcceptanceFields.tsx'
import type { useSending } from './useSending.ts'

interface Props {
  receiver: string | undefined
  /** Whether the draft is complete and can be sent. */
  ready: boolean
  sending: ReturnType<typeof useSending>
  page: RefObject<HTMLElement | null>
}

/**
 * The fields for an acceptance by telephone and the send button; while an unanswered request to send is stored on this
 * device, a note that the referral waits to be sent.
 */
export const SendDraft = ({ receiver, ready, sending, page }: Props) => {
  const t = useTranslate()
  const { data: agency } = useQuery({ ...agencyQuery(receiver ?? ''), enabled: receiver !== undefined })
  const [phone, setPhone] = useState<PhoneWord>()
  const [isRefused, setRefused] = useState(false)
  // An acceptance by telephone needs the name of the person who accepted.
  const isNameless = phone !== undefined && phone.acceptedBy.trim() === ''
  const { waiting, cancel, send } = sending
  if (waiting)
    return (
      <Alert
        tone="warn"
        live
        title={t('drafts.waiting.title', { agency: waiting.body.agency })}
        action={<Button onPress={cancel}>{t('drafts.waiting.cancel')}</Button>}
      >
        <p>{t('drafts.waiting.lead')}</p>
        <p>{t('drafts.waiting.lost')}</p>
      </Alert>
    )
  const submit = () => {
    setRefused(isNameless)
    if (isNameless) return focusFirstFault(page.current)
    send.mutate({ agency: agency?.name ?? nameOf(receiver) ?? t('agencies.an-agency'), phone })
  }
  return (
    <>
      {receiver !== undefined && (
        <PhoneAcceptanceFields
          agency={<AgencyName id={receiver} />}
          value={phone}
          error={isRefused && isNameless ? t('acts.needed') : undefined}
          onChange={setPhone}
        />
      )}
      <div className="flex flex-col items-start gap-2">
        <Button
          rank="primary"
          size="large"
          isDisabled={!ready || receiver === undefined}
          isPending={send.isPending}
          onPress={submit}
        >
          {receiver !== undefined ? (
            <span>
              {t('drafts.send-to')} <AgencyName id={receiver} />
            </span>
          ) : (
            t('drafts.send')
          )}
        </Button>
        <p className="measure text-small text-quiet">{t('drafts.send-note')}</p>
      </div>
    </>
  )
}

/**
 * Returns the agency's name from the on-call list on this device, used if the directory cannot be reached; undefined if
 * the list lacks the agency.
 */
const nameOf = (id: string | undefined) => readKeptNumbers()?.agencies.find((agency) => agency.id === id)?.name
