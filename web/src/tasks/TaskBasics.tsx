import { taskKinds } from '@palermo/shared/tasks/record.ts'
import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { MomentField } from '../ui/DateField.tsx'
import { Select } from '../ui/Select.tsx'
import { fromLocalTime, todayIn } from '../ui/when.ts'

type Kind = (typeof taskKinds)[number]

/**
 * The due time of a new task: by default tomorrow before the end of office hours. `dueAt` is undefined while no time is
 * entered.
 */
export const useDue = () => {
  const me = useMe()
  const [due, setDue] = useState(() => `${todayIn(me.zone, Date.now() + 86_400_000)}T17:00`)
  return { due, setDue, dueAt: fromLocalTime(due, me.zone) }
}

interface Props {
  kind: Kind
  onKind: (kind: Kind) => void
  when: ReturnType<typeof useDue>
  /** The server's error for the due time. */
  error?: string | undefined
}

/** Fields for the kind and the due time of a task, which are stored in compartment C0. */
export const TaskBasics = ({ kind, onKind, when: { due, setDue, dueAt }, error }: Props) => {
  const t = useTranslate()
  return (
    <>
      <Select
        label={t('tasks.kind')}
        value={kind}
        options={taskKinds.map((value) => ({ value, label: t(`tasks.kinds.${value}`) }))}
        onChange={(next) => next && onKind(next)}
      />
      <MomentField
        label={t('tasks.due')}
        value={due}
        onChange={setDue}
        error={error ?? (dueAt ? undefined : t('acts.needed'))}
      />
    </>
  )
}
