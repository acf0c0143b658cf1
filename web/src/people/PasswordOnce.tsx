import './page-messages.ts'
import type { Person } from '@palermo/shared/accounts/contract.ts'
import { Copy } from 'lucide-react'
import { useSay } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'

interface Props {
  person: Person
  password: string
  onDone: () => void
}

/** Shown once, to be told to the person; it can be set again, and never read. */
export const PasswordOnce = ({ person, password, onDone }: Props) => {
  const say = useSay()
  const copy = async () => {
    await navigator.clipboard.writeText(password)
    toast(say('people.copied'))
  }
  return (
    <Dialog
      title={say('people.password-title')}
      lead={say('people.password-lead', { name: person.name })}
      isOpen
      insist
      onClose={onDone}
    >
      <dl className="flex flex-col gap-1">
        <dt className="text-quiet">{say('people.columns.email')}</dt>
        <dd>{person.email}</dd>
        <dt className="pt-2 text-quiet">{say('people.password')}</dt>
        <dd>
          <output className="figures rounded-control bg-sunken px-3 py-1.5 text-large font-strong select-all">
            {password}
          </output>
        </dd>
      </dl>
      <DialogActions>
        <Button rank="primary" onPress={onDone}>
          {say('people.password-given')}
        </Button>
        {'clipboard' in navigator && (
          <Button icon={Copy} onPress={() => void copy()}>
            {say('people.copy')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
