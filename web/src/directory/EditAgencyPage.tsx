import { Agency } from '@palermo/shared/agencies/contract.ts'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { agencyQuery, changeAgency } from '../agencies/queries.ts'
import { useTranslate } from '../messages.ts'
import { Refused } from '../problem.ts'
import { Page } from '../ui/Page.tsx'
import { toast } from '../ui/toast.ts'
import { AgencyForm } from './AgencyForm.tsx'
import { type AgencyEntry, changesOf, entryOf } from './entry.ts'

/** Lets the reader edit those fields of a directory entry that the reader may change. */
export const EditAgencyPage = ({ id }: { id: string }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { data } = useSuspenseQuery(agencyQuery(id))
  // The form keeps the values that it had when it was opened; a change by another person is reported when the form is
  // sent.
  const [agency, setAgency] = useState(data)
  const back = () => void navigate({ to: '/directory/$id', params: { id } })
  const change = useMutation({
    mutationFn: (now: AgencyEntry) =>
      changeAgency(queryClient, id, { version: agency.version, ...changesOf(entryOf(agency), now) }),
    onSuccess: () => {
      toast(t('agencies.form.saved'))
      back()
    },
  })
  const reload = async () => {
    const current = change.error instanceof Refused ? Agency.safeParse(change.error.document.current) : undefined
    setAgency(current?.success ? current.data : await queryClient.fetchQuery({ ...agencyQuery(id), staleTime: 0 }))
    change.reset()
  }
  return (
    <Page title={t('agencies.edit')} lead={agency.name}>
      <AgencyForm
        key={agency.version}
        initial={entryOf(agency)}
        fields={agency.mayChange}
        submitLabel={t('agencies.form.save')}
        error={change.error}
        isPending={change.isPending}
        onSubmit={(entry) =>
          Object.keys(changesOf(entryOf(agency), entry)).length === 0 ? back() : change.mutate(entry)
        }
        onCancel={back}
        onReload={() => void reload()}
      />
    </Page>
  )
}
