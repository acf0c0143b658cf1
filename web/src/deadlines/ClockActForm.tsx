import {
  ActOnClock,
  type ClockAct,
  clockActs,
  correctionReasons,
  extensionReasons,
} from '@palermo/shared/deadlines/acts.ts'
import { Clock } from '@palermo/shared/deadlines/clock.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { ActForm } from '../acts/ActForm.tsx'
import type { ActField } from '../acts/fields.ts'
import { type Translate, useTranslate } from '../messages.ts'
import { Refused } from '../problem.ts'
import { toast } from '../ui/toast.ts'
import { actOnClock, clockQuery } from './queries.ts'
import { useSpan } from './span.ts'

interface Props {
  clock: Clock
  action: ClockAct
  onDone: () => void
}

/**
 * The form of one action on a deadline, such as an extension or a pause, within the limits that the deadline's rule
 * allows.
 */
export const ClockActForm = ({ clock, action, onDone }: Props) => {
  const t = useTranslate()
  const spanWords = useSpan()
  const queryClient = useQueryClient()
  const act = useMutation({
    mutationFn: (input: Record<string, unknown>) =>
      actOnClock(clock.id, ActOnClock.parse({ ...typed(input), action, version: clock.version })),
    onSuccess: (fresh) => {
      queryClient.setQueryData(clockQuery(clock.id).queryKey, fresh)
      for (const key of ['referrals', 'cases', 'work-items']) void queryClient.invalidateQueries({ queryKey: [key] })
      toast(t(`deadlines.acts.${action}.done`))
      onDone()
    },
  })
  const reload = () => {
    const current = act.error instanceof Refused ? Clock.safeParse(act.error.document.current) : undefined
    if (current?.success) queryClient.setQueryData(clockQuery(clock.id).queryKey, current.data)
    else void queryClient.invalidateQueries({ queryKey: clockQuery(clock.id).queryKey })
    onDone()
  }
  return (
    <ActForm
      schema={schemaOf(action)}
      fields={fieldsOf(clock, action, t, spanWords)}
      words={`deadlines.acts.${action}`}
      initial={action === 'correct' ? { startedAt: clock.startedAt } : {}}
      error={act.error}
      isPending={act.isPending}
      onSubmit={(input) => act.mutate(input)}
      onCancel={onDone}
      onReload={reload}
    />
  )
}

/** Converts `value` to a number, because form fields contain text. */
const typed = (input: Record<string, unknown>) => ('value' in input ? { ...input, value: Number(input.value) } : input)

const schemaOf = (action: ClockAct): z.ZodObject => {
  if (action === 'resume') return z.strictObject({})
  if (action === 'extend') return clockActs.extend.input.extend({ value: z.coerce.number().int().min(1) })
  return clockActs[action].input
}

const fieldsOf = (
  { pause, extension }: Clock,
  action: ClockAct,
  t: Translate,
  spanWords: ReturnType<typeof useSpan>,
): readonly ActField[] => {
  const reasons = (codes: readonly string[]): ActField => ({
    kind: 'code',
    name: 'reason',
    options: codes.map((value) => ({ value, label: t(`deadlines.reasons.${value}`) })),
  })
  switch (action) {
    case 'pause':
      return [reasons(pause?.reasons ?? []), { kind: 'date', name: 'until' }]
    case 'extend': {
      const { value: most = 0, unit = 'calendar-days' } = extension?.most ?? {}
      const options = Array.from({ length: most }, (_, i) => ({
        value: String(i + 1),
        label: spanWords({ value: i + 1, unit }),
      }))
      return [{ kind: 'code', name: 'value', options }, reasons(extensionReasons)]
    }
    case 'correct':
      return [{ kind: 'moment', name: 'startedAt' }, reasons(correctionReasons)]
    case 'resume':
      return []
  }
}
