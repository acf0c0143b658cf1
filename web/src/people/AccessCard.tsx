import type { Person } from '@palermo/shared/accounts/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { AskBack } from '../acts/AskBack.tsx'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { toast } from '../ui/toast.ts'
import { LinkState } from './LinkState.tsx'
import { OpenWorkNote } from './OpenWorkNote.tsx'
import { changePerson, linkQuery, personQuery, sendLink } from './queries.ts'

type Asking = 'disable' | 'link'

/** Lets an administrator disable or enable an account, or send a password link, each after a confirmation. */
export const AccessCard = ({ person }: { person: Person }) => {
  const t = useTranslate()
  const me = useMe()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState<Asking>()
  const close = () => setAsking(undefined)
  const read = () => void queryClient.invalidateQueries({ queryKey: personQuery(person.id).queryKey })
  const change = useMutation({
    mutationFn: (disabled: boolean) => changePerson(queryClient, person.id, { version: person.version, disabled }),
    onSuccess: ({ waiting }, disabled) => {
      const done = disabled ? 'people.disabled' : 'people.enabled'
      toast(t(waiting ? 'people.waits' : done))
      close()
    },
  })
  const link = useQuery(linkQuery(person.id))
  const mail = useMutation({
    mutationFn: () => sendLink(queryClient, person.id),
    onSuccess: () => {
      toast(t('people.link-on-its-way'))
      close()
    },
  })
  const isInvited = link.data?.hasPassword === false
  const own = person.id === me.personId
  return (
    <Card title={t('people.access')}>
      {person.waiting && (
        <p className="measure">
          {t('people.waiting', { role: t(`functions.${person.waiting.function}`) })}{' '}
          <TextLink to="/approvals" search={{ box: 'asked' }}>
            {t('approvals.title')}
          </TextLink>
        </p>
      )}
      {person.disabledAt ? (
        <>
          {!person.waiting && (
            <p>
              {t('people.disabled-since')} <At at={person.disabledAt} />
            </p>
          )}
          <ActTrouble error={change.error} onReload={read} />
          {!person.waiting && (
            <div>
              <Button onPress={() => change.mutate(false)} isPending={change.isPending}>
                {t('people.enable')}
              </Button>
            </div>
          )}
        </>
      ) : (
        <>
          <p className="measure text-quiet">{t(own ? 'people.own-account' : 'people.access-lead')}</p>
          {link.data ? <LinkState state={link.data} /> : <EmptyState of={link} small rows={0} />}
          {!own && (
            <div className="flex flex-wrap gap-2">
              <Button onPress={() => setAsking('link')}>
                {t(isInvited ? 'people.send-invitation' : 'people.send-link')}
              </Button>
              <Button onPress={() => setAsking('disable')}>{t('people.disable')}</Button>
            </div>
          )}
        </>
      )}
      <AskBack
        title={t('people.disable-title')}
        lead={t('people.disable-lead', { name: person.name })}
        verb={t('people.disable')}
        rank="danger"
        isOpen={asking === 'disable'}
        isPending={change.isPending}
        onYes={() => change.mutate(true)}
        onClose={close}
      >
        {asking === 'disable' && <OpenWorkNote person={person} />}
        <ActTrouble error={change.error} onReload={read} />
      </AskBack>
      <AskBack
        title={t('people.send-link-title')}
        lead={t('people.send-link-lead', { email: person.email })}
        verb={t('people.send-link')}
        isOpen={asking === 'link'}
        isPending={mail.isPending}
        onYes={() => mail.mutate()}
        onClose={close}
      >
        <ActTrouble error={mail.error} onReload={read} />
      </AskBack>
    </Card>
  )
}
