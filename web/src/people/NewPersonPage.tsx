import './page-messages.ts'
import type { NewPerson, Person } from '@palermo/shared/accounts/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { submissionKeys } from '../api.ts'
import { useSay } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Page } from '../ui/Page.tsx'
import { toast } from '../ui/toast.ts'
import { useFirstFault } from '../ui/useFirstFault.ts'
import { NewPersonFields, nothingTyped } from './NewPersonFields.tsx'
import { PasswordOnce } from './PasswordOnce.tsx'
import { firstPassword } from './password.ts'
import { createPerson } from './queries.ts'

/** Opens an account. Its owner is invited by mail, or gets a first password that is made here and shown once. */
export const NewPersonPage = () => {
  const say = useSay()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [typed, setTyped] = useState(nothingTyped)
  const [way, setWay] = useState<'invite' | 'by-hand'>('invite')
  const [password] = useState(firstPassword)
  const [keyOf] = useState(submissionKeys)
  const [asked, setAsked] = useState(false)
  const [made, setMade] = useState<Person>()
  const back = () => void navigate({ to: '/administration/people' })
  const create = useMutation({
    mutationFn: (input: z.input<typeof NewPerson>) => createPerson(queryClient, input, keyOf(input)),
    onSuccess: (person) => {
      if (way === 'by-hand') return setMade(person)
      toast(say('people.invited'))
      back()
    },
  })
  const form = useFirstFault<HTMLFormElement>(create.error)
  const errors = fieldErrors(create.error)
  const input = { ...typed, name: typed.name.trim(), email: typed.email.trim(), phone: typed.phone.trim() || null }
  const submit = () => {
    setAsked(true)
    const { agencyId, name, email, function: fn } = input
    if (!agencyId || !name || !email || !fn) return
    create.mutate({ ...input, agencyId, function: fn, ...(way === 'by-hand' ? { password } : {}) })
  }
  return (
    <Page title={say('people.add')}>
      <div className="max-w-page">
        <Card title={say('people.account')}>
          <form
            ref={form}
            noValidate
            className="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault()
              submit()
            }}
          >
            <ActTrouble error={create.error} onReload={() => create.reset()} />
            <NewPersonFields
              value={typed}
              onChange={setTyped}
              error={(what) =>
                errors[what] ?? (asked && what !== 'phone' && !input[what] ? say('acts.needed') : undefined)
              }
            />
            <Choice
              label={say('people.way-in')}
              columns
              value={way}
              onChange={setWay}
              options={[
                { value: 'invite', label: say('people.invite'), hint: say('people.invite-hint') },
                { value: 'by-hand', label: say('people.by-hand'), hint: say('people.by-hand-hint') },
              ]}
            />
            <div className="flex flex-wrap gap-2">
              <Button type="submit" rank="primary" isPending={create.isPending}>
                {say('people.open-account')}
              </Button>
              <Button rank="quiet" onPress={back}>
                {say('acts.cancel')}
              </Button>
            </div>
          </form>
        </Card>
      </div>
      {made && <PasswordOnce person={made} password={password} onDone={back} />}
    </Page>
  )
}
