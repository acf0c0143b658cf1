import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslate } from '../messages.ts'

export interface StepperStep {
  id: string
  label: string
  state: 'done' | 'current' | 'ahead' | 'stopped'
  /** A note under the current step, such as its running deadline. */
  note?: ReactNode
}

/** The progress of a record: a row of steps with notes on a wide page, the current step as text on a narrow one. */
export const Stepper = ({ label, steps }: { label: string; steps: readonly StepperStep[] }) => {
  const t = useTranslate()
  const at = steps.findIndex(({ state }) => state === 'current' || state === 'stopped')
  const here = steps[at] ?? steps.at(-1)
  return (
    <div className="@container">
      <div className="flex flex-col gap-1 @list:hidden">
        <div aria-hidden="true" className="flex gap-1">
          {steps.map(({ id, state }) => (
            <span key={id} className={`h-1.5 grow rounded-full ${barOf[state]}`} />
          ))}
        </div>
        <p>
          <span className="text-quiet">
            {t('ui.step-of', { step: (at < 0 ? steps.length : at + 1).toString(), steps: steps.length.toString() })}
          </span>{' '}
          <strong>{here?.label}</strong>
        </p>
      </div>
      <ol aria-label={label} className="hidden @list:flex">
        {steps.map(({ id, label: words, state, note }) => (
          <li
            key={id}
            aria-current={state === 'current' ? 'step' : undefined}
            className="relative flex min-w-0 grow basis-0 flex-col gap-1 pe-3"
          >
            <span aria-hidden="true" className="flex items-center gap-1.5">
              <Dot state={state} />
              <span className={`h-0.5 grow rounded-full ${state === 'done' ? 'bg-accent' : 'bg-line'}`} />
            </span>
            <span
              className={
                state === 'current' || state === 'stopped'
                  ? 'font-strong'
                  : state === 'done'
                    ? 'text-ink'
                    : 'text-quiet'
              }
            >
              {words}
              {state === 'done' && <span className="sr-only"> {t('ui.step-done')}</span>}
            </span>
            {note && <span className="text-small text-quiet">{note}</span>}
          </li>
        ))}
      </ol>
    </div>
  )
}

const barOf = { done: 'bg-accent', current: 'bg-accent', stopped: 'bg-edge', ahead: 'bg-line' } as const

const Dot = ({ state }: { state: StepperStep['state'] }) => {
  if (state === 'done')
    return (
      <span className="flex size-5 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent">
        <Check size={13} strokeWidth={3} />
      </span>
    )
  if (state === 'stopped')
    return (
      <span className="flex size-5 shrink-0 items-center justify-center rounded-full bg-edge text-paper">
        <Minus size={13} strokeWidth={3} />
      </span>
    )
  return (
    <span
      className={`flex size-5 shrink-0 items-center justify-center rounded-full border-2 ${state === 'current' ? 'border-accent' : 'border-line'}`}
    >
      {state === 'current' && <span className="size-2 rounded-full bg-accent" />}
    </span>
  )
}
