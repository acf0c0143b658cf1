import { type FiveValued, fiveValues } from '@palermo/shared/forms/answers.ts'
import type { Group } from '@palermo/shared/groups/contract.ts'
import { useTranslate } from '../messages.ts'
import { Select } from '../ui/Select.tsx'
import { Tick } from '../ui/Tick.tsx'

interface Props {
  people: Group['members']
  left: readonly string[]
  wants: Readonly<Record<string, FiveValued>>
  /** The error texts from the server, by field. */
  errors: Readonly<Record<string, string>>
  onLeft: (left: readonly string[]) => void
  onWants: (wants: Record<string, FiveValued>) => void
  error: string | undefined
}

/** Selects the members who are referred, and for each adult whether the adult consents. */
export const WhoGoes = ({ people, left, wants, errors, onLeft, onWants, error }: Props) => {
  const t = useTranslate()
  const going = people.filter(({ caseId }) => !left.includes(caseId))
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="pb-1 font-strong">{t('groups.who')}</legend>
      {people.map(({ caseId, reference, childProcedure }) => {
        const at = going.findIndex((one) => one.caseId === caseId)
        const wrong = Object.entries(errors).find(([name]) => name.startsWith(`members/${at}/`))?.[1]
        return (
          <div key={caseId} className="flex flex-col gap-2">
            <Tick
              label={childProcedure ? t('groups.a-child', { reference }) : reference}
              checked={at >= 0}
              onChange={(on) => onLeft(on ? left.filter((one) => one !== caseId) : [...left, caseId])}
              {...(at >= 0 && childProcedure && wrong ? { error: wrong } : {})}
            />
            {at >= 0 && !childProcedure && (
              <Select
                label={t('groups.wants', { reference })}
                value={wants[caseId] ?? 'not-asked'}
                options={fiveValues.map((value) => ({ value, label: t(`groups.wanted.${value}`) }))}
                onChange={(value) => value && onWants({ ...wants, [caseId]: value })}
                error={wrong && t('groups.not-wanted')}
              />
            )}
          </div>
        )
      })}
      {error && <p className="text-small text-late">{t('groups.two-at-least')}</p>}
    </fieldset>
  )
}
