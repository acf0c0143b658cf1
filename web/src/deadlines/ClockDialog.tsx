import type { ClockAct } from '@palermo/shared/deadlines/acts.ts'
import type { Clock } from '@palermo/shared/deadlines/clock.ts'
import type { Deadline } from '@palermo/shared/deadlines/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { At, Due } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ClockActForm } from './ClockActForm.tsx'
import { ClockChanges } from './ClockChanges.tsx'
import { ClockCount } from './ClockCount.tsx'
import { ClockRule } from './ClockRule.tsx'
import { clockQuery } from './queries.ts'
import { stepWords } from './steps.ts'

/** Shows the explanation of a due time, the past changes of the deadline, and the changes that the reader can make. */
export const ClockDialog = ({ deadline, onClose }: { deadline: Deadline; onClose: () => void }) => {
  const t = useTranslate()
  const asked = useQuery(clockQuery(deadline.id))
  const clock = asked.data
  const [act, setAct] = useState<ClockAct>()
  return (
    <Dialog
      title={act ? t(`deadlines.acts.${act}.verb`) : (clock?.term ?? stepWords(deadline.key, t))}
      lead={act ? t(`deadlines.acts.${act}.lead`) : undefined}
      isOpen
      onClose={onClose}
    >
      <EmptyState of={asked} small rows={4} />
      {clock && act && <ClockActForm clock={clock} action={act} onDone={() => setAct(undefined)} />}
      {clock && !act && <ClockView clock={clock} onAct={setAct} onClose={onClose} />}
    </Dialog>
  )
}

interface ViewProps {
  clock: Clock
  onAct: (act: ClockAct) => void
  onClose: () => void
}

const ClockView = ({ clock, onAct, onClose }: ViewProps) => {
  const t = useTranslate()
  const { dueAt, closedAt, pausedUntil, late, effect, waiting, actions } = clock
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-large">
        {closedAt ? (
          <>
            <Badge tone={late ? 'late' : 'done'}>{t(late ? 'deadlines.closed-late' : 'deadlines.closed')}</Badge>
            <At at={closedAt} />
          </>
        ) : (
          <Due at={dueAt} late={late} />
        )}
      </p>
      {pausedUntil && (
        <Alert tone="warn" title={t('deadlines.paused')}>
          {t('deadlines.paused-until')} <At at={pausedUntil} />
        </Alert>
      )}
      {waiting && <Alert tone="warn" title={t('deadlines.waits-for-approval')} />}
      {effect && <p className="measure">{t(`deadlines.effects.${effect}`)}</p>}
      <ClockCount clock={clock} />
      <ClockRule clock={clock} />
      <ClockChanges clock={clock} />
      <DialogActions>
        {actions.map((action) => (
          <Button key={action} onPress={() => onAct(action)}>
            {t(`deadlines.acts.${action}.verb`)}
          </Button>
        ))}
        <Button rank="quiet" onPress={onClose}>
          {t('ui.close')}
        </Button>
      </DialogActions>
    </>
  )
}
