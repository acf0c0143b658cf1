import type { Case } from '@palermo/shared/cases/contract.ts'
import type { CaseAction } from '@palermo/shared/cases/record.ts'
import type { Track } from '@palermo/shared/cases/tracks.ts'
import { z } from 'zod'
import { ActForm } from '../acts/ActForm.tsx'
import type { ActValues } from '../acts/fields.ts'
import { endsCase, fieldsOf, schemaOf } from '../cases/acts.ts'
import { useAudienceReaders } from '../cases/audience.ts'
import { useActOnCase } from '../cases/useActOnCase.ts'
import { hasWords, useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { fromLocalTime, todayIn } from '../ui/when.ts'
import { LooseEnds } from './LooseEnds.tsx'
import { inOrder, nextMilestone } from './milestones.ts'

interface Props {
  row: Case
  action: CaseAction
  /** The track on which the action `advance` records a milestone. */
  track: Track | undefined
  onClose: () => void
}

/** The dialog of one action on a case, with the fields of the action's contract. */
export const ActDialog = ({ row, action, track, onClose }: Props) => {
  const t = useTranslate()
  const me = useMe()
  const readers = useAudienceReaders(row)
  const act = useActOnCase(row, onClose)
  const words = `cases.acts.${action}`
  // The note of an action is stored in C1, so the note field is offered only to an actor with access to C1.
  const writes = row.noteCompartments.includes('C1')
  const waits = row.deadlines.find(({ key, closedAt }) => key === 'decision.not-before' && closedAt === null)
  const isEarly = ({ on }: ActValues) =>
    waits !== undefined &&
    Boolean(on) &&
    Date.parse(fromLocalTime(`${on}T00:00`, me.zone) ?? '') <= Date.parse(waits.dueAt)
  const fields = fieldsOf(action, { track, writes, isEarly }, t)
  return (
    <Dialog
      title={track ? t(`cases.acts.advance.title.${track}`) : t(`${words}.verb`)}
      lead={hasWords(`${words}.lead`) ? t(`${words}.lead`) : undefined}
      isOpen
      onClose={onClose}
    >
      <ActForm
        schema={schemaOf(action) ?? nothing}
        fields={fields}
        words={words}
        readers={readers({ audience: 'own-agency-and-lead', compartment: 'C1' })}
        initial={{
          ...(track ? { stage: suggested(row, track) } : {}),
          ...(fields.some(({ name }) => name === 'on') ? { on: todayIn(me.zone) } : {}),
        }}
        rest={track ? { track } : {}}
        danger={endsCase(action)}
        error={act.error}
        isPending={act.isPending}
        onSubmit={(input) => act.mutate({ ...input, action })}
        onCancel={onClose}
        onReload={act.reload}
      >
        {endsCase(action) && <LooseEnds ends={row.looseEnds} />}
      </ActForm>
    </Dialog>
  )
}

const nothing = z.strictObject({})

const suggested = ({ lanes }: Case, track: Track): string => {
  const lane = lanes.find((one) => one.track === track)
  if (!lane || 'sealed' in lane.milestones) return ''
  return nextMilestone(track, inOrder(track, lane.milestones)) ?? ''
}
