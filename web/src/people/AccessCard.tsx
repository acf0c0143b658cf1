import type { Person } from '@palermo/shared/accounts/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { AskBack } from '../acts/AskBack.tsx'
import { useSay } from '../messages.ts'
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

/** Disables or enables an account and sends a password link; each after a confirmation. */
export const AccessCard = ({ person }: { person: Person }) => {
  const say = useSay()
  const me = useMe()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState<Asking>()
  const close = () => setAsking(undefined)
  const read = () => void queryClient.invalidateQueries({ queryKey: personQuery(person.id).queryKey })
  const change = useMutation({
    mutationFn: (disabled: boolean) => changePerson(queryClient, person.id, { version: person.version, disabled }),
    onSuccess: ({ waiting }, disabled) => {
      const done = disabled ? 'people.disabled' : 'people.enabled'
      toast(say(waiting ? 'people.waits' : done))
      close()
    },
  })
  const link = useQuery(linkQuery(person.id))
  const mail = useMutation({
    mutationFn: () => sendLink(queryClient, person.id),
    onSuccess: () => {
      toast(say('people.link-on-its-way'))
      close()
    },
  })
  const isInvited = link.data?.hasPassword === false
  const own = person.id === me.personId
  return (
    <Card title={say('people.access')}>
      {person.waiting && (
        <p className="measure">
          {say('people.waiting', { role: say(`functions.${person.waiting.function}`) })}{' '}
          <TextLink to="/approvals" search={{ box: 'asked' }}>
            {say('approvals.title')}
          </TextLink>
        </p>
      )}
      {person.disabledAt ? (
        <>
          {!person.waiting && (
            <p>
              {say('people.disabled-since')} <At at={person.disabledAt} />
            </p>
          )}
          <ActTrouble error={change.error} onReload={read} />
          {!person.waiting && (
            <div>
              <Button onPress={() => change.mutate(false)} isPending={change.isPending}>
                {say('people.enable')}
              </Button>
            </div>
          )}
        </>
      ) : (
        <>
          <p className="measure text-quiet">{say(own ? 'people.own-account' : 'people.access-lead')}</p>
          {link.data ? <LinkState state={link.data} /> : <EmptyState of={link} small rows={0} />}
          {!own && (
            <div className="flex flex-wrap gap-2">
              <Button onPress={() => setAsking('link')}>
                {say(isInvited ? 'people.send-invitation' : 'people.send-link')}
              </Button>
              <Button onPress={() => setAsking('disable')}>{say('people.disable')}</Button>
            </div>
          )}
        </>
      )}
      <AskBack
        title={say('people.disable-title')}
        lead={say('people.disable-lead', { name: person.name })}
        verb={say('people.disable')}
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
        title={say('people.send-link-title')}
        lead={say('people.send-link-lead', { email: person.email })}
        verb={say('people.send-link')}
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
