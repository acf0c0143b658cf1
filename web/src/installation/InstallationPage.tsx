import { type Installation, NeutralPage } from '@palermo/shared/installation/contract.ts'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useSay } from '../messages.ts'
import { AdministrationNav } from '../people/AdministrationNav.tsx'
import { fieldErrors, isProblem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { focusFirstFault } from '../ui/fault.ts'
import { Page } from '../ui/Page.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { changeInstallation, installationQuery } from './queries.ts'

/** What administrators set for everybody of this installation. */
export const InstallationPage = () => {
  const say = useSay()
  const { data } = useSuspenseQuery(installationQuery)
  return (
    <Page title={say('people.administration')} wide>
      <AdministrationNav />
      <div className="max-w-[75ch]">
        <QuickExitForm key={data.neutralPage} data={data} />
      </div>
    </Page>
  )
}

const QuickExitForm = ({ data }: { data: Installation }) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [page, setPage] = useState(data.neutralPage ?? data.usualNeutralPage)
  const [asked, setAsked] = useState(false)
  const change = useMutation({
    mutationFn: (neutralPage: string | null) => changeInstallation(queryClient, { neutralPage, was: data.neutralPage }),
    onSuccess: (now) => toast(say('installation.exit.saved', { page: now.neutralPage ?? now.usualNeutralPage })),
  })
  const parsed = NeutralPage.safeParse(page)
  const wrong = page.trim() === '' ? 'none' : parsed.success ? undefined : 'invalid'
  const refused = isProblem(change.error, 'invalid')
  const error = asked && wrong ? say(`installation.exit.${wrong}`) : fieldErrors(change.error, say).neutralPage
  return (
    <Card title={say('installation.exit.title')}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (parsed.success) change.mutate(parsed.data)
          else focusFirstFault(form.current)
        }}
      >
        <p className="measure text-quiet">{say('installation.exit.lead')}</p>
        <ActTrouble
          error={change.error}
          onReload={() => {
            change.reset()
            void queryClient.invalidateQueries({ queryKey: installationQuery.queryKey })
          }}
        />
        <TextField
          label={say('installation.exit.page')}
          hint={say('installation.exit.hint')}
          type="url"
          autoComplete="off"
          maxLength={300}
          value={page}
          onChange={(next) => {
            setPage(next)
            if (refused) change.reset()
          }}
          error={error}
        />
        {data.neutralPage === null && <p className="text-small text-quiet">{say('installation.exit.is-usual')}</p>}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" rank="primary" isPending={change.isPending}>
            {say('installation.exit.save')}
          </Button>
          {data.neutralPage !== null && (
            <Button onPress={() => change.mutate(null)}>
              {say('installation.exit.usual', { page: data.usualNeutralPage })}
            </Button>
          )}
          {parsed.success && (
            <a href={parsed.data} target="_blank" rel="noreferrer noopener" className="px-2 text-accent underline">
              {say('installation.exit.look')}
            </a>
          )}
        </div>
      </form>
    </Card>
  )
}
