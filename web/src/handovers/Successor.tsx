import type { Case } from '@palermo/shared/cases/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { colleaguesQuery } from '../agencies/queries.ts'
import { behindWall } from '../cases/readers.ts'
import { useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Choice } from '../ui/Choice.tsx'
import { Select } from '../ui/Select.tsx'

/** Blank while nothing is chosen; the choice of each kind stays while the other is shown. */
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

/** Who leads the case from then on: a colleague, or another agency that stands on it already. */
export const Successor = ({ row, value, onChange, error }: Props) => {
  const say = useSay()
  const me = useMe()
  const colleagues = useQuery(colleaguesQuery(me.agencyId))
  const others = behindWall(row.team, 'C0').filter(({ agency }) => agency.id !== me.agencyId)
  const agencies = [...new Map(others.map(({ agency }) => [agency.id, agency.name]))]
  return (
    <>
      {agencies.length > 0 && (
        <Choice
          label={say('handovers.to')}
          options={(['colleague', 'agency'] as const).map((one) => ({ value: one, label: say(`handovers.to-${one}`) }))}
          value={value.is}
          onChange={(is) => onChange({ ...value, is })}
          columns
        />
      )}
      {value.is === 'colleague' ? (
        <Select
          label={say('handovers.colleague')}
          none={say('acts.choose')}
          value={value.toPersonId}
          of={colleagues}
          options={(colleagues.data?.items ?? [])
            .filter(({ id }) => id !== row.leadPersonId)
            .map(({ id, name, function: fn }) => ({
              value: id,
              label: id === me.personId ? say('agencies.you') : `${name} · ${say(`functions.${fn}`)}`,
            }))}
          onChange={(toPersonId) => onChange({ ...value, toPersonId })}
          error={error('toPersonId')}
        />
      ) : (
        <Select
          label={say('handovers.to-agency')}
          none={say('acts.choose')}
          value={value.toAgencyId}
          options={agencies.map(([id, label]) => ({ value: id, label }))}
          onChange={(toAgencyId) => onChange({ ...value, toAgencyId })}
          error={error('toAgencyId')}
        />
      )}
    </>
  )
}
