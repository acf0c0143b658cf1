import { Agency, type NewAgency } from '@palermo/shared/agencies/contract.ts'
import { agencyFields } from '@palermo/shared/agencies/fields.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { readDirectoryAgain } from '../agencies/queries.ts'
import { api, submissionKeys } from '../api.ts'
import { AgencyForm } from '../directory/AgencyForm.tsx'
import type { AgencyEntry } from '../directory/entry.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Page } from '../ui/Page.tsx'
import { toast } from '../ui/toast.ts'

const blank: AgencyEntry = {
  name: '',
  sector: 'ngo',
  region: '',
  protected: false,
  placementDesk: false,
  services: [],
  eligibility: { sexes: [], ages: [] },
  languages: [],
  hours: [],
  alwaysOpen: false,
  zone: 'UTC',
  dutyPhone: null,
  takesReferrals: true,
}

/** Adds an agency to the directory; the head and the supervisors of the new agency maintain its entry afterwards. */
export const NewAgencyPage = () => {
  const t = useTranslate()
  const me = useMe()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [keyOf] = useState(submissionKeys)
  const create = useMutation({
    mutationFn: (entry: AgencyEntry) =>
      api(Agency, '/agencies', { method: 'POST', body: entry satisfies NewAgency, key: keyOf(entry) }),
    onSuccess: ({ id }) => {
      toast(t('people.agency-added'))
      void readDirectoryAgain(queryClient)
      void navigate({ to: '/directory/$id', params: { id } })
    },
  })
  return (
    <Page title={t('people.add-agency')}>
      <AgencyForm
        initial={{ ...blank, zone: me.zone }}
        fields={agencyFields}
        submitLabel={t('people.add-agency')}
        error={create.error}
        isPending={create.isPending}
        onSubmit={(entry) => create.mutate(entry)}
        onCancel={() => void navigate({ to: '/administration/agencies' })}
        onReload={() => create.reset()}
      />
    </Page>
  )
}
