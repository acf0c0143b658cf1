import { type ConsentPreset, consentPresets } from '@palermo/shared/codes/consent-presets.ts'
import { type Need, needs } from '@palermo/shared/codes/needs.ts'
import { type Urgency, urgencies } from '@palermo/shared/codes/urgency.ts'
import type { FormWords } from '@palermo/shared/forms/versions.ts'
import { type Accompanied, accompanied } from '@palermo/shared/referrals/bed.ts'
import { Referral } from '@palermo/shared/referrals/contract.ts'
import { agreements, type KnownFacts, ReferFromCase, shareableFacts } from '@palermo/shared/referrals/from-case.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { ChooseAgency } from '../agencies/ChooseAgency.tsx'
import { api, submissionKeys } from '../api.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { InFormWords } from '../forms/InFormWords.tsx'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Choice, Choices } from '../ui/Choice.tsx'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { focusFirstFault } from '../ui/fault.ts'
import { Page } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { SkeletonPage } from '../ui/Skeleton.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { toast } from '../ui/toast.ts'
import { useFirstFault } from '../ui/useFirstFault.ts'
import { useLeaveWarning } from '../ui/useLeaveWarning.ts'
import { AgencyName } from './DraftSummary.tsx'
import { knownFactsQuery, referralQuery } from './queries.ts'
import { SharedFacts } from './SharedFacts.tsx'

/**
 * The page on which a referral from a case is written. The form is filled in with data of the case, and the page shows
 * which data will be sent.
 */
export const FromCasePage = ({ caseId, words }: { caseId: string; words: FormWords }) => {
  const t = useTranslate()
  const { data, error } = useQuery(knownFactsQuery(caseId))
  if (error && !data) throw error
  return (
    <Page
      title={t('referrals.from-case.title')}
      windowTitle={t('shell.new-referral')}
      above={
        <TextLink to="/cases/$id" params={{ id: caseId }}>
          {data?.caseReference ?? t('referrals.see-case')}
        </TextLink>
      }
    >
      {data ? (
        <InFormWords words={words}>
          <OnePage caseId={caseId} known={data} />
        </InFormWords>
      ) : (
        <SkeletonPage />
      )}
    </Page>
  )
}

/** The consent that a need requires when the referral is written; other consents are asked for later. */
const presetOf: Partial<Record<Need, ConsentPreset>> = {
  bed: 'bed-tonight',
  doctor: 'see-a-doctor',
  'legal-advice': 'talk-to-a-lawyer',
}

type Agreement = (typeof agreements)[number] | 'no'

const OnePage = ({ caseId, known }: { caseId: string; known: KnownFacts }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const { childProcedure } = known
  const [asked, setAsked] = useState<Need[]>([])
  const [receiver, setReceiver] = useState<string>()
  const [urgency, setUrgency] = useState<Urgency>(known.urgency)
  const [bedFor, setBedFor] = useState<Accompanied | undefined>(
    accompanied.find((one) => one === known.facts.accompanied),
  )
  const [agreement, setAgreement] = useState<Agreement>()
  const [notTo, setNotTo] = useState<ConsentPreset[]>([])
  const [note, setNote] = useState('')
  const [meetingPoint, setMeetingPoint] = useState('')
  const [share, setShare] = useState<readonly string[]>(() =>
    shareableFacts.filter(({ ticked }) => ticked).map(({ field }) => field),
  )
  const [tried, setTried] = useState(false)
  const send = useSend(caseId)
  const presets = consentPresets.filter((preset) => asked.some((need) => presetOf[need] === preset))
  // A "yes" of the person covers the consents for all requested services; the consents are read out, and the writer can
  // untick each.
  const agreesTo = presets.filter((preset) => !notTo.includes(preset))
  const missing = {
    needs: asked.length === 0,
    toAgencyId: receiver === undefined,
    agreement: !childProcedure && agreement === undefined,
  }
  const server = fieldErrors(send.error, t)
  const errorOf = (name: keyof typeof missing) =>
    server[name] ?? (tried && missing[name] ? t('acts.needed') : undefined)
  useLeaveWarning(!send.isSuccess && (asked.length > 0 || note.trim() !== ''))
  const form = useFirstFault<HTMLFormElement>(send.error)
  const submit = () => {
    setTried(true)
    if (Object.values(missing).some(Boolean)) focusFirstFault(form.current)
    if (Object.values(missing).some(Boolean) || agreement === 'no') return
    const there = shareableFacts.map(({ field }) => field).filter((field) => known.facts[field] !== undefined)
    send.mutate(
      ReferFromCase.parse({
        caseId,
        toAgencyId: receiver,
        urgency,
        needs: asked,
        share: there.filter((field) => share.includes(field) && field !== 'accompanied'),
        ...(childProcedure ? {} : { agreement, agreesTo: agreement === 'yes' ? agreesTo : [] }),
        ...(bedFor && asked.includes('bed') && share.includes('accompanied') ? { accompanied: bedFor } : {}),
        ...(note.trim() ? { note } : {}),
        ...(meetingPoint.trim() ? { meetingPoint } : {}),
      }),
    )
  }
  return (
    <form
      ref={form}
      noValidate
      className="flex max-w-[48rem] flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <FaultSummary />
      <ActTrouble error={send.error} onReload={() => send.reset()} />
      <Choices
        label={t('referrals.from-case.needs')}
        columns
        error={errorOf('needs')}
        options={needs.map((value) => ({ value, label: label('needs', value) }))}
        value={asked}
        onChange={setAsked}
      />
      {asked.includes('bed') && !childProcedure && (
        <Choice
          label={t('referrals.facts.bed-for')}
          optional
          columns
          options={accompanied.map((value) => ({ value, label: t(`referrals.accompanied.${value}`) }))}
          value={bedFor}
          onChange={setBedFor}
        />
      )}
      <Select
        label={t('referrals.facts.urgency')}
        options={urgencies.map((value) => ({ value, label: label('urgencies', value) }))}
        value={urgency}
        onChange={(value) => value && setUrgency(value)}
      />
      <Part title={t('referrals.from-case.agency')}>
        <ChooseAgency
          value={receiver}
          onChange={setReceiver}
          needs={asked}
          child={childProcedure}
          error={errorOf('toAgencyId')}
        />
      </Part>
      <Part title={t('referrals.from-case.shared')}>
        <SharedFacts known={known} share={share} onChange={setShare} />
      </Part>
      {childProcedure ? (
        <p className="measure">{t('referrals.from-case.child')}</p>
      ) : (
        <>
          <Choice
            label={t('referrals.from-case.agreement')}
            hint={t('referrals.from-case.agreement.hint')}
            error={errorOf('agreement')}
            options={[...agreements, 'no' as const].map((value) => ({
              value,
              label: t(`referrals.from-case.agreements.${value}`),
            }))}
            value={agreement}
            onChange={setAgreement}
          />
          {agreement === 'no' && <p className="measure">{t('referrals.from-case.refused')}</p>}
          {agreement === 'yes' && presets.length > 0 && (
            <fieldset className="flex flex-col">
              <legend className="mb-1 font-strong">{t('referrals.from-case.agrees-to')}</legend>
              {presets.map((preset) => (
                <Checkbox
                  key={preset}
                  label={label('consent-presets', preset)}
                  checked={agreesTo.includes(preset)}
                  onChange={(on) =>
                    setNotTo((before) => (on ? before.filter((one) => one !== preset) : [...before, preset]))
                  }
                />
              ))}
            </fieldset>
          )}
        </>
      )}
      <TextArea
        label={t('referrals.from-case.note')}
        readers={t('compartments.C1.readers')}
        optional
        rows={2}
        maxLength={2000}
        value={note}
        onChange={setNote}
      />
      <TextField
        label={t('referrals.ends.meeting-point-label')}
        optional
        maxLength={300}
        autoComplete="off"
        value={meetingPoint}
        onChange={setMeetingPoint}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" rank="primary" size="large" isPending={send.isPending} isDisabled={agreement === 'no'}>
          {receiver ? (
            <span>
              {t('drafts.send-to')} <AgencyName id={receiver} />
            </span>
          ) : (
            t('drafts.send')
          )}
        </Button>
        <TextLink to="/referrals/new" search={{ case: caseId, form: 'intake-short' }}>
          {t('referrals.from-case.full-form')}
        </TextLink>
      </div>
    </form>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="flex flex-col gap-2">
    <h2 className="text-large">{title}</h2>
    {children}
  </section>
)

const useSend = (caseId: string) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [keyFor] = useState(submissionKeys)
  return useMutation({
    mutationFn: (body: ReferFromCase) =>
      api(Referral, '/referrals/from-case', { method: 'POST', body, key: keyFor(body) }),
    onSuccess: (referral) => {
      queryClient.setQueryData(referralQuery(referral.id).queryKey, referral)
      for (const key of ['cases', 'work-items', 'referrals'])
        void queryClient.invalidateQueries({
          queryKey: [key],
          predicate: ({ queryKey }) => queryKey[2] !== referral.id,
        })
      void queryClient.removeQueries({ queryKey: knownFactsQuery(caseId).queryKey })
      toast(t('drafts.sent', { agency: referral.to?.name ?? '' }))
      void navigate({ to: '/referrals/$id', params: { id: referral.id } })
    },
  })
}
