import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { isLateCell, type WorkStep, workSteps } from '@palermo/shared/dashboards/definitions.ts'
import { useTranslate } from '../messages.ts'
import { LateMark } from './LateMark.tsx'
import { NumberLink } from './NumberLink.tsx'
import { useHours } from './words.ts'

interface Props {
  numbers: WorkNumbers
  step: WorkStep
  onStep: (step: WorkStep) => void
}

/**
 * Shows the duration of the four measured steps over all agencies; pressing a tile selects its step for the matrix
 * below.
 */
export const StepTiles = ({ numbers: { times }, step, onStep }: Props) => {
  const t = useTranslate()
  const hours = useHours()
  return (
    <fieldset aria-label={t('dashboards.step')} className="grid grid-cols-2 gap-2 @list:grid-cols-4">
      {workSteps.map((one) => {
        const time = times.total[one]
        return (
          <div
            key={one}
            className={`rounded-control border px-2 py-1 ${one === step ? 'border-accent bg-accent-soft' : 'border-line'}`}
          >
            <button
              type="button"
              aria-pressed={one === step}
              onClick={() => onStep(one)}
              className="min-h-6 w-full touch:min-h-12 text-start font-strong"
            >
              {t(`dashboards.steps.${one}`)}
            </button>
            <p className="hidden font-strong print:block">{t(`dashboards.steps.${one}`)}</p>
            <p className="flex flex-wrap items-baseline gap-x-2 gap-y-2 pt-1 text-small">
              <span>
                <NumberLink number="taken" n={time.taken} drills={{ step: one }} className="font-strong">
                  {hours(time.median)}
                </NumberLink>{' '}
                <span className="text-quiet">{t('dashboards.nine-in-ten', { hours: hours(time.p90) })}</span>
              </span>
              {time.missed > 0 && (
                <span className="inline-flex items-center gap-0.5">
                  {isLateCell(time) && <LateMark />}
                  <NumberLink number="missed" n={time.missed} drills={{ step: one }} />
                </span>
              )}
            </p>
          </div>
        )
      })}
    </fieldset>
  )
}
