import type { Case } from '@palermo/shared/cases/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { colleaguesQuery } from '../agencies/queries.ts'
import { inCompartment } from '../cases/readers.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Choice } from '../ui/Choice.tsx'
import { Select } from '../ui/Select.tsx'

/**
 * The proposed next lead. `toPersonId` and `toAgencyId` are blank until selected; each is kept while the form shows the
 * other one.
 */
export interface SuccessorChoice {
  is: 'colleague' | 'agency'
  toPersonId: string
  toAgencyId: string
}

interface Props {
  row: Case
  value: SuccessorChoice
  onChange: (choice: SuccessorChoice) => void
  error: (what: 'toPersonId' | 'toAgencyId') => string | undefined
}

/** Selects the next lead: a colleague, or another agency on the team. */
export const Successor = ({ row, value, onChange, error }: Props) => {
  const t = useTranslate()
  const me = useMe()
  const colleagues = useQuery(colleaguesQuery(me.agencyId))
  const others = inCompartment(row.team, 'C0').filter(({ agency }) => agency.id !== me.agencyId)
  const agencies = [...new Map(others.map(({ agency }) => [agency.id, agency.name]))]
  return (
    <>
      {agencies.length > 0 && (
        <Choice
          label={t('handovers.to')}
          options={(['colleague', 'agency'] as const).map((one) => ({ value: one, label: t(`handovers.to-${one}`) }))}
          value={value.is}
          onChange={(is) => onChange({ ...value, is })}
          columns
        />
      )}
      {value.is === 'colleague' ? (
        <Select
          label={t('handovers.colleague')}
          none={t('acts.choose')}
          value={value.toPersonId}
          of={colleagues}
          options={(colleagues.data?.items ?? [])
            .filter(({ id }) => id !== row.leadPersonId)
            .map(({ id, name, function: role }) => ({
              value: id,
              label: id === me.personId ? t('agencies.you') : `${name} · ${t(`functions.${role}`)}`,
            }))}
          onChange={(toPersonId) => onChange({ ...value, toPersonId })}
          error={error('toPersonId')}
        />
      ) : (
        <Select
          label={t('handovers.to-agency')}
          none={t('acts.choose')}
          value={value.toAgencyId}
          options={agencies.map(([id, label]) => ({ value: id, label }))}
          onChange={(toAgencyId) => onChange({ ...value, toAgencyId })}
          error={error('toAgencyId')}
        />
      )}
    </>
  )
}
