import { Person } from '@palermo/shared/accounts/contract.ts'
import { carriesWork, functions } from '@palermo/shared/actor.ts'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { ZoneBox } from '../agencies/ZoneBox.tsx'
import { useTranslate } from '../messages.ts'
import { fieldErrors, Refused } from '../problem.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { FaultSummary } from '../ui/FaultSummary.tsx'
import { groupedPhone } from '../ui/grouped-phone.ts'
import { Page } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { useFirstFault } from '../ui/useFirstFault.ts'
import { AccessCard } from './AccessCard.tsx'
import { OpenWorkNote } from './OpenWorkNote.tsx'
import { changePerson, personQuery } from './queries.ts'
import { stateOf } from './state.ts'

/** One account: role, contact data, and access. */
export const PersonPage = ({ id }: { id: string }) => {
  const t = useTranslate()
  const { data: person } = useSuspenseQuery(personQuery(id))
  return (
    <Page
      title={person.name}
      windowTitle={t('people.administration')}
      beside={
        <Badge tone={stateOf(person) === 'disabled' ? 'ended' : 'accent'}>{t(`people.state.${stateOf(person)}`)}</Badge>
      }
      lead={`${person.agencyName} · ${person.email}`}
    >
      <div className="grid items-start gap-4 lg:grid-cols-[1.5fr_1fr]">
        <AccountForm key={person.version} person={person} />
        <AccessCard person={person} />
      </div>
    </Page>
  )
}

const AccountForm = ({ person }: { person: Person }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [values, setValues] = useState({
    name: person.name,
    function: person.function,
    phone: groupedPhone(person.phone ?? ''),
    zone: person.zone,
  })
  const set = (next: Partial<typeof values>) => setValues((before) => ({ ...before, ...next }))
  const save = useMutation({
    mutationFn: () =>
      changePerson(queryClient, person.id, {
        version: person.version,
        name: values.name.trim(),
        function: values.function,
        phone: values.phone.trim() || null,
        zone: values.zone,
      }),
    onSuccess: ({ waiting }) => toast(t(waiting ? 'people.waits' : 'people.saved')),
  })
  const reload = () => {
    const current = save.error instanceof Refused ? Person.safeParse(save.error.document.current) : undefined
    if (current?.success) queryClient.setQueryData(personQuery(person.id).queryKey, current.data)
    else void queryClient.invalidateQueries({ queryKey: personQuery(person.id).queryKey })
    save.reset()
  }
  const form = useFirstFault<HTMLFormElement>(save.error)
  const errors = fieldErrors(save.error, t)
  const endsWork = carriesWork(person.function) && !carriesWork(values.function)
  return (
    <Card title={t('people.account')}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <FaultSummary />
        <ActTrouble error={save.error} onReload={reload} />
        <TextField
          label={t('people.columns.name')}
          autoComplete="off"
          maxLength={200}
          value={values.name}
          onChange={(name) => set({ name })}
          error={errors.name}
        />
        <Select
          label={t('people.columns.function')}
          hint={t('people.function-hint')}
          value={values.function}
          options={functions.map((value) => ({ value, label: t(`functions.${value}`) }))}
          onChange={(staffRole) => staffRole && set({ function: staffRole })}
          error={errors.function}
        />
        {endsWork && (
          <div className="flex flex-col gap-3">
            <p className="font-strong">{t('people.function-ends-work')}</p>
            <OpenWorkNote person={person} />
          </div>
        )}
        <TextField
          label={t('people.columns.phone')}
          hint={t('people.phone-hint')}
          type="tel"
          autoComplete="off"
          optional
          value={values.phone}
          onChange={(phone) => set({ phone })}
          error={errors.phone}
        />
        <ZoneBox value={values.zone} onChange={(zone) => set({ zone })} error={errors.zone} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" rank="primary" isPending={save.isPending}>
            {t('people.save')}
          </Button>
          <Button rank="quiet" onPress={() => void navigate({ to: '/administration/people' })}>
            {t('people.back')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
