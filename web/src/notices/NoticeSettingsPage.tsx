import { noticeChannels } from '@palermo/shared/notices/choices.ts'
import type { NoticeSettings } from '@palermo/shared/notices/contract.ts'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { fieldErrors, wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { Page } from '../ui/Page.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { toast } from '../ui/toast.ts'
import { ChoiceMatrix } from './ChoiceMatrix.tsx'
import { DevicesCard } from './DevicesCard.tsx'
import { HoursFields } from './HoursFields.tsx'
import { pushQuery } from './push.ts'
import { chooseNotices, noticeSettingsQuery } from './queries.ts'
import { SoundCard } from './SoundCard.tsx'

/** Notification settings: kinds, channels and quiet hours. */
export const NoticeSettingsPage = () => {
  const t = useTranslate()
  const { data } = useSuspenseQuery(noticeSettingsQuery)
  const { data: push } = useSuspenseQuery(pushQuery)
  return (
    <Page
      title={t('notices.settings.title')}
      above={<TextLink to="/notices">{t('notices.title')}</TextLink>}
      lead={t('notices.settings.lead')}
    >
      <SettingsForm key={data.version} kept={data} hasDevices={push.devices.length > 0} />
      <SoundCard />
      <DevicesCard state={push} />
    </Page>
  )
}

const SettingsForm = ({ kept, hasDevices }: { kept: NoticeSettings; hasDevices: boolean }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const [wanted, setWanted] = useState(kept)
  const save = useMutation({
    mutationFn: () => chooseNotices(queryClient, wanted),
    onSuccess: () => toast(t('notices.settings.saved')),
  })
  const open = { 'in-app': true, email: true, sms: kept.sms === 'ready', push: hasDevices }
  const channels = noticeChannels.filter((channel) => open[channel])
  const errors = fieldErrors(save.error, t)
  const wrong = save.error ? wordsFor(save.error, t) : undefined
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(kept)
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <FaultSummary error={save.error} />
      {wrong && (
        <Alert tone="danger" live title={wrong.title}>
          {wrong.detail}
        </Alert>
      )}
      <Card title={t('notices.settings.what')} flush>
        <ChoiceMatrix
          channels={channels}
          choices={wanted.choices}
          onChange={(choices) => setWanted({ ...wanted, choices })}
        />
        {kept.sms !== 'ready' && (
          <p className="border-t border-line px-4 py-3 text-small text-quiet">
            {t(`notices.settings.sms-${kept.sms}`)}
          </p>
        )}
      </Card>
      <HoursFields settings={wanted} errors={errors} onChange={setWanted} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" rank="primary" isPending={save.isPending} isDisabled={!isChanged}>
          {t('notices.settings.save')}
        </Button>
        {isChanged && (
          <Button rank="quiet" onPress={() => setWanted(kept)}>
            {t('notices.settings.discard')}
          </Button>
        )}
      </div>
    </form>
  )
}
