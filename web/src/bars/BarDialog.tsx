import { type BarPage, barReasons, NewBar } from '@palermo/shared/bars/contract.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { z } from 'zod'
import { ActFormDialog } from '../acts/ActFormDialog.tsx'
import { type ActField, nothingAsked, reasonField } from '../acts/fields.ts'
import { useTranslate } from '../messages.ts'
import { toast } from '../ui/toast.ts'
import { barsQuery, liftBar, setBar } from './queries.ts'

export type BarAct = { verb: 'set' | 'declare' } | { verb: 'lift'; personId: string }

interface Props {
  row: Pick<Case, 'id'>
  act: BarAct
  candidates: BarPage['candidates']
  onClose: () => void
}

/**
 * The dialog of three actions: set a bar, declare one's own conflict of interest, ask another agency to lift a bar.
 * Each form first explains its effect.
 */
export const BarDialog = ({ row, act, candidates, onClose }: Props) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const words = `bars.${act.verb}`
  const who: ActField = {
    name: 'personId',
    kind: 'code',
    options: candidates.map(({ personId, name, function: role, agencyName }) => ({
      value: personId,
      label: `${name ?? t(`functions.${role}`)}, ${agencyName}`,
    })),
  }
  const why = reasonField(barReasons, (code) => t(`bars.reasons.${code}`))
  return (
    <ActFormDialog
      title={t(`${words}.verb`)}
      lead={t(`${words}.lead`)}
      words={words}
      schema={schemas[act.verb]}
      fields={act.verb === 'set' ? [who, why] : act.verb === 'declare' ? [why] : []}
      act={(input) =>
        act.verb === 'lift'
          ? liftBar(queryClient, { caseId: row.id, personId: act.personId })
          : setBar(queryClient, NewBar.parse({ ...input, caseId: row.id }))
      }
      onDone={() => {
        toast(t(`${words}.done`))
        if (act.verb === 'declare') void navigate({ to: '/cases' })
      }}
      onClose={onClose}
      onReload={() => {
        void queryClient.invalidateQueries({ queryKey: barsQuery(row.id).queryKey })
        onClose()
      }}
    />
  )
}

const schemas = {
  set: NewBar.pick({ reason: true }).extend({ personId: z.uuid() }),
  declare: NewBar.pick({ reason: true }),
  lift: nothingAsked,
}
