import { fieldsOf } from '@palermo/shared/forms/check.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import { type KnownFacts, shareableFacts } from '@palermo/shared/referrals/from-case.ts'
import { ChildBadge } from '../codes/ChildBadge.tsx'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { Said } from './DraftSummary.tsx'

interface Props {
  known: KnownFacts
  share: readonly string[]
  onChange: (share: readonly string[]) => void
}

const fields = fieldsOf(intakeShort)

/** Shows the shared facts as the receiver will see them: a few before acceptance, the others after acceptance. */
export const SharedFacts = ({ known, share, onChange }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const shown = shareableFacts.flatMap(({ field: id }) => {
    const field = fields.find((one) => one.id === id)
    return field && known.facts[id] !== undefined ? [field] : []
  })
  return (
    <div className="card flex flex-col divide-y divide-line px-4">
      <p className="flex flex-wrap items-center gap-x-3 py-2">
        <span className="text-quiet">{t('referrals.facts.age')}</span>
        <span>{label('age-bands', known.ageBand)}</span>
        {known.childProcedure && <ChildBadge />}
        <span className="text-small text-quiet">{t('referrals.from-case.always')}</span>
      </p>
      {shown.map((field) => (
        <label key={field.id} className="flex min-h-11 touch:min-h-12 items-center gap-3 py-1.5">
          <input
            type="checkbox"
            checked={share.includes(field.id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...share, field.id] : share.filter((one) => one !== field.id))
            }
            className="size-4.5 shrink-0 accent-accent"
          />
          <span className="flex min-w-0 grow flex-wrap gap-x-3">
            <span className="text-quiet">{t(field.labelKey)}</span>
            <span dir="auto" className="font-strong">
              <Said field={field} answers={known.facts} />
            </span>
          </span>
          <span className="shrink-0 text-small text-quiet">
            {t(field.compartment === 'C0' ? 'referrals.from-case.before' : 'referrals.from-case.after')}
          </span>
        </label>
      ))}
      {shown.length === 0 && <p className="py-2 text-quiet">{t('referrals.from-case.nothing-known')}</p>}
      <p className="py-2 text-small text-quiet">{t('referrals.from-case.access')}</p>
    </div>
  )
}
