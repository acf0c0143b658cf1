import type { Case } from '@palermo/shared/cases/contract.ts'
import { openCompartments } from '@palermo/shared/compartments.ts'
import { Asked, HandOver } from '@palermo/shared/handovers/terms.ts'
import { legalBases } from '@palermo/shared/lawful-grounds.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { DialogForm } from '../acts/DialogForm.tsx'
import { useActOnCase } from '../cases/useActOnCase.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { Successor, type SuccessorChoice } from './Successor.tsx'
import { partBehind, SummaryParts } from './SummaryParts.tsx'

/**
 * Offers the case to another lead: the receiver, the person's answer, and a summary in parts, each stored in one
 * compartment.
 */
export const HandOverDialog = ({ row, onClose }: { row: Case; onClose: () => void }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const act = useActOnCase(row, () => {
    void queryClient.invalidateQueries({ queryKey: ['handovers'] })
    onClose()
  })
  const own = openCompartments.filter((compartment) => row.noteCompartments.includes(compartment))
  // A supervisor without access to any compartment may still write in C1, without being able to read C1.
  const compartments = own.length > 0 ? own : (['C1'] as const)
  const [to, setTo] = useState<SuccessorChoice>({ is: 'colleague', toPersonId: '', toAgencyId: '' })
  const [asked, setAsked] = useState<z.infer<typeof Asked>>()
  const [basis, setBasis] = useState('')
  const [parts, setParts] = useState(() => [partBehind(compartments[0] ?? 'C1')])
  const [tried, setTried] = useState(false)
  const errors = fieldErrors(act.error, t)
  const needsBasis = to.is === 'agency' && asked !== undefined && asked !== 'yes'
  const input = HandOver.safeParse({
    ...(to.is === 'colleague' ? { toPersonId: to.toPersonId } : { toAgencyId: to.toAgencyId }),
    asked,
    ...(needsBasis && basis ? { legalBasis: basis } : {}),
    summary: parts.map(({ compartment, text }) => ({ compartment, text: text.trim() })),
  })
  const missing = (wrong: boolean) => (tried && wrong ? t('acts.needed') : undefined)
  return (
    <Dialog title={t('cases.acts.hand-over.verb')} lead={t('handovers.lead')} isOpen onClose={onClose} wide>
      <DialogForm
        act={act}
        verb={t('handovers.offer')}
        onSubmit={() => {
          setTried(true)
          if (input.success && !(needsBasis && !basis)) act.mutate({ ...input.data, action: 'hand-over' })
        }}
        onCancel={onClose}
        onReload={act.reload}
      >
        <Successor row={row} value={to} onChange={setTo} error={(what) => errors[what] ?? missing(!to[what])} />
        <Choice
          label={t('handovers.asked')}
          options={Asked.options.map((value) => ({ value, label: t(`handovers.askeds.${value}`) }))}
          value={asked}
          onChange={setAsked}
          columns
          error={errors.asked ?? missing(!asked)}
        />
        {needsBasis && (
          <Select
            label={t('handovers.basis')}
            none={t('acts.choose')}
            value={basis}
            options={legalBases
              .filter((value) => value !== 'consent')
              .map((value) => ({ value, label: t(`handovers.bases.${value}`) }))}
            onChange={setBasis}
            error={errors.legalBasis ?? missing(!basis)}
          />
        )}
        <SummaryParts row={row} compartments={compartments} parts={parts} onChange={setParts} missing={missing} />
      </DialogForm>
    </Dialog>
  )
}
