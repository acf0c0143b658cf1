import type { Approval } from '@palermo/shared/approvals/contract.ts'
import type { Installation } from '@palermo/shared/installation/contract.ts'
import { NeutralPage } from '@palermo/shared/installation/neutral-page.ts'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { ApprovalItem } from '../approvals/ApprovalItem.tsx'
import { useTranslate } from '../messages.ts'
import { AdministrationNav } from '../people/AdministrationNav.tsx'
import { fieldErrors, isProblem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { focusFirstFault } from '../ui/fault.ts'
import { Page } from '../ui/Page.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { changeInstallation, installationQuery } from './queries.ts'

/** Shows the settings of this installation to administrators. */
export const InstallationPage = () => {
  const t = useTranslate()
  const { data } = useSuspenseQuery(installationQuery)
  const page = data.neutralPage ?? data.usualNeutralPage
  return (
    <Page title={t('people.administration')} wide>
      <AdministrationNav />
      <div className="max-w-[75ch]">
        <Card title={t('installation.exit.title')}>
          <div className="flex flex-col gap-4">
            <p className="measure text-quiet">{t('installation.exit.lead')}</p>
            <div>
              <p className="text-small text-quiet">
                {t(data.neutralPage === null ? 'installation.exit.usual-in-use' : 'installation.exit.in-use')}
              </p>
              <p className="font-strong [overflow-wrap:anywhere]">{page}</p>
            </div>
            {data.waiting ? (
              <Waiting approval={data.waiting} page={page} />
            ) : (
              <QuickExitForm key={data.neutralPage} data={data} />
            )}
          </div>
        </Card>
      </div>
    </Page>
  )
}

/**
 * Shows a change that waits for approval: the new value, the agency that decides, and the present value, which stays in
 * force until the approval.
 */
const Waiting = ({ approval, page }: { approval: Approval; page: string }) => {
  const t = useTranslate()
  return (
    <section aria-labelledby="waiting" className="flex flex-col gap-2 border-t border-line pt-4">
      <h3 id="waiting">{t('installation.exit.waiting')}</h3>
      <ApprovalItem approval={approval} />
      <p className="measure text-small text-quiet">
        {t('installation.exit.until', { agency: approval.to?.name ?? '', page })}
      </p>
    </section>
  )
}

const QuickExitForm = ({ data }: { data: Installation }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [page, setPage] = useState(data.neutralPage ?? data.usualNeutralPage)
  const [asked, setAsked] = useState(false)
  const change = useMutation({
    mutationFn: (neutralPage: string | null) => changeInstallation(queryClient, { neutralPage, was: data.neutralPage }),
    onSuccess: (now) =>
      toast(
        now.waiting
          ? t('installation.exit.requested')
          : t('installation.exit.saved', { page: now.neutralPage ?? now.usualNeutralPage }),
      ),
  })
  const parsed = NeutralPage.safeParse(page)
  const wrong = page.trim() === '' ? 'none' : parsed.success ? undefined : 'invalid'
  const refused = isProblem(change.error, 'invalid')
  const error = asked && wrong ? t(`installation.exit.${wrong}`) : fieldErrors(change.error, t).neutralPage
  return (
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
      <ActTrouble
        error={change.error}
        onReload={() => {
          change.reset()
          void queryClient.invalidateQueries({ queryKey: installationQuery.queryKey })
        }}
      />
      <TextField
        label={t('installation.exit.page')}
        hint={t('installation.exit.hint')}
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
      <p className="measure text-small text-quiet">{t('installation.exit.second-person')}</p>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" rank="primary" isPending={change.isPending}>
          {t('installation.exit.request')}
        </Button>
        {data.neutralPage !== null && (
          <Button onPress={() => change.mutate(null)}>
            {t('installation.exit.usual', { page: data.usualNeutralPage })}
          </Button>
        )}
        {parsed.success && (
          <a href={parsed.data} target="_blank" rel="noreferrer noopener" className="px-2 text-accent underline">
            {t('installation.exit.look')}
          </a>
        )}
      </div>
    </form>
  )
}
