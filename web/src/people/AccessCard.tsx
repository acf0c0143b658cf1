import './page-messages.ts'
import type { Person } from '@palermo/shared/accounts/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { At } from '../ui/Due.tsx'
import { toast } from '../ui/toast.ts'
import { LinkState } from './LinkState.tsx'
import { OpenWorkNote } from './OpenWorkNote.tsx'
import { PasswordOnce } from './PasswordOnce.tsx'
import { firstPassword } from './password.ts'
import { changePerson, linkQuery, personQuery, sendLink, setPassword } from './queries.ts'

type Asking = 'disable' | 'password' | 'link'

/** Whether somebody may come in, and by which password; each asked back before it is done. */
export const AccessCard = ({ person }: { person: Person }) => {
  const say = useSay()
  const me = useMe()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState<Asking>()
  const [password, showPassword] = useState<string>()
  const read = () => void queryClient.invalidateQueries({ queryKey: personQuery(person.id).queryKey })
  const change = useMutation({
    mutationFn: (disabled: boolean) => changePerson(queryClient, person.id, { version: person.version, disabled }),
    onSuccess: (_, disabled) => {
      toast(say(disabled ? 'people.disabled' : 'people.enabled'))
      setAsking(undefined)
    },
  })
  const reset = useMutation({
    mutationFn: (next: string) => setPassword(person.id, { password: next }),
    onSuccess: (_, next) => {
      setAsking(undefined)
      showPassword(next)
    },
  })
  const link = useQuery(linkQuery(person.id))
  const mail = useMutation({
    mutationFn: () => sendLink(queryClient, person.id),
    onSuccess: () => {
      toast(say('people.link-on-its-way'))
      setAsking(undefined)
    },
  })
  const isInvited = link.data?.hasPassword === false
  const own = person.id === me.personId
  return (
    <Card title={say('people.access')}>
      {person.disabledAt ? (
        <>
          <p>
            {say('people.disabled-since')} <At at={person.disabledAt} />
          </p>
          <ActTrouble error={change.error} onReload={read} />
          <div>
            <Button onPress={() => change.mutate(false)} isPending={change.isPending}>
              {say('people.enable')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className="measure text-quiet">{say(own ? 'people.own-account' : 'people.access-lead')}</p>
          {link.data && <LinkState state={link.data} />}
          {!own && (
            <div className="flex flex-wrap gap-2">
              <Button onPress={() => setAsking('link')}>
                {say(isInvited ? 'people.send-invitation' : 'people.send-link')}
              </Button>
              <Button onPress={() => setAsking('password')}>{say('people.new-password')}</Button>
              <Button onPress={() => setAsking('disable')}>{say('people.disable')}</Button>
            </div>
          )}
        </>
      )}
      <Dialog
        title={say('people.disable-title')}
        lead={say('people.disable-lead', { name: person.name })}
        isOpen={asking === 'disable'}
        onClose={() => setAsking(undefined)}
      >
        {asking === 'disable' && <OpenWorkNote person={person} />}
        <ActTrouble error={change.error} onReload={read} />
        <DialogActions>
          <Button rank="danger" onPress={() => change.mutate(true)} isPending={change.isPending}>
            {say('people.disable')}
          </Button>
          <Button rank="quiet" onPress={() => setAsking(undefined)}>
            {say('acts.cancel')}
          </Button>
        </DialogActions>
      </Dialog>
      <Dialog
        title={say('people.send-link-title')}
        lead={say('people.send-link-lead', { email: person.email })}
        isOpen={asking === 'link'}
        onClose={() => setAsking(undefined)}
      >
        <ActTrouble error={mail.error} onReload={read} />
        <DialogActions>
          <Button rank="primary" onPress={() => mail.mutate()} isPending={mail.isPending}>
            {say('people.send-link')}
          </Button>
          <Button rank="quiet" onPress={() => setAsking(undefined)}>
            {say('acts.cancel')}
          </Button>
        </DialogActions>
      </Dialog>
      <Dialog
        title={say('people.new-password')}
        lead={say('people.new-password-lead', { name: person.name })}
        isOpen={asking === 'password'}
        onClose={() => setAsking(undefined)}
      >
        <ActTrouble error={reset.error} onReload={read} />
        <DialogActions>
          <Button rank="primary" onPress={() => reset.mutate(firstPassword())} isPending={reset.isPending}>
            {say('people.new-password')}
          </Button>
          <Button rank="quiet" onPress={() => setAsking(undefined)}>
            {say('acts.cancel')}
          </Button>
        </DialogActions>
      </Dialog>
      {password !== undefined && (
        <PasswordOnce person={person} password={password} onDone={() => showPassword(undefined)} />
      )}
    </Card>
  )
}
