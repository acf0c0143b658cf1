import type { NewPerson } from '@palermo/shared/accounts/contract.ts'
import { powerfulRoles } from '@palermo/shared/approvals/terms.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { submissionKeys } from '../api.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { Page } from '../ui/Page.tsx'
import { toast } from '../ui/toast.ts'
import { useFirstFault } from '../ui/useFirstFault.ts'
import { NewPersonFields, nothingTyped } from './NewPersonFields.tsx'
import { createPerson } from './queries.ts'

/**
 * Creates an account and invites the person by e-mail. An account with power over other accounts needs an approval
 * first.
 */
export const NewPersonPage = () => {
  const t = useTranslate()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [typed, setTyped] = useState(nothingTyped)
  const [keyOf] = useState(submissionKeys)
  const [asked, setAsked] = useState(false)
  const back = () => void navigate({ to: '/administration/people' })
  const create = useMutation({
    mutationFn: (input: z.input<typeof NewPerson>) => createPerson(queryClient, input, keyOf(input)),
    onSuccess: (person) => {
      toast(t(person.waiting ? 'people.waits' : 'people.invited'))
      back()
    },
  })
  const form = useFirstFault<HTMLFormElement>(create.error)
  const errors = fieldErrors(create.error, t)
  const input = { ...typed, name: typed.name.trim(), email: typed.email.trim(), phone: typed.phone.trim() || null }
  const submit = () => {
    setAsked(true)
    const { agencyId, name, email, function: staffRole } = input
    if (!agencyId || !name || !email || !staffRole) return
    create.mutate({ ...input, agencyId, function: staffRole })
  }
  return (
    <Page title={t('people.add')}>
      <div className="max-w-page">
        <Card title={t('people.account')}>
          <form
            ref={form}
            noValidate
            className="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault()
              submit()
            }}
          >
            <FaultSummary />
            <ActTrouble error={create.error} onReload={() => create.reset()} />
            <NewPersonFields
              value={typed}
              onChange={setTyped}
              error={(what) =>
                errors[what] ?? (asked && what !== 'phone' && !input[what] ? t('acts.needed') : undefined)
              }
            />
            <p className="measure text-quiet">
              {t(isPowerful(typed.function) ? 'people.needs-approval' : 'people.invite-hint')}
            </p>
            <div className="flex flex-wrap gap-2">
              <Button type="submit" rank="primary" isPending={create.isPending}>
                {t('people.open-account')}
              </Button>
              <Button rank="quiet" onPress={back}>
                {t('acts.cancel')}
              </Button>
            </div>
          </form>
        </Card>
      </div>
    </Page>
  )
}

const isPowerful = (role: unknown) => powerfulRoles.some((one) => one === role)
