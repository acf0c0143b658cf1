import './page-messages.ts'
import type { NewPerson, Person } from '@palermo/shared/accounts/contract.ts'
import { functions, type StaffFunction } from '@palermo/shared/actor.ts'
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
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { useFirstFault } from '../ui/useFirstFault.ts'
import { AnyAgencyBox } from './AnyAgencyBox.tsx'
import { PasswordOnce } from './PasswordOnce.tsx'
import { firstPassword } from './password.ts'
import { createPerson } from './queries.ts'

/** Opens an account. Its owner is invited by mail, or gets a first password that is made here and shown once. */
export const NewPersonPage = () => {
  const say = useSay()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [agencyId, setAgency] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [fn, setFunction] = useState<StaffFunction | ''>('')
  const [phone, setPhone] = useState('')
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
  const blank = (value: unknown) => (asked && !value ? say('acts.needed') : undefined)
  const submit = () => {
    setAsked(true)
    if (!agencyId || !name.trim() || !email.trim() || !fn) return
    create.mutate({
      agencyId,
      name: name.trim(),
      email: email.trim(),
      function: fn,
      phone: phone.trim() || null,
      ...(way === 'by-hand' ? { password } : {}),
    })
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
            <div className="grid gap-4 md:grid-cols-2">
              <TextField
                label={say('people.columns.name')}
                autoComplete="off"
                maxLength={200}
                value={name}
                onChange={setName}
                error={errors.name ?? blank(name.trim())}
              />
              <TextField
                label={say('people.columns.email')}
                hint={say('people.email-hint')}
                type="email"
                autoComplete="off"
                value={email}
                onChange={setEmail}
                error={errors.email ?? blank(email.trim())}
              />
              <AnyAgencyBox
                label={say('people.columns.agency')}
                value={agencyId}
                onChange={setAgency}
                error={errors.agencyId ?? blank(agencyId)}
              />
              <Select
                label={say('people.columns.function')}
                value={fn}
                none={say('acts.choose')}
                options={functions.map((value) => ({ value, label: say(`functions.${value}`) }))}
                onChange={setFunction}
                error={errors.function ?? blank(fn)}
              />
              <TextField
                label={say('people.columns.phone')}
                hint={say('people.phone-hint')}
                type="tel"
                autoComplete="off"
                optional
                value={phone}
                onChange={setPhone}
                error={errors.phone}
              />
            </div>
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
