import { useTranslate } from '../messages.ts'
import { useWhen } from '../ui/moment.ts'
import { useStandingIn } from './queries.ts'

/** A note above the work list while the list contains work of an absent colleague. */
export const StandingInNote = () => {
  const t = useTranslate()
  const when = useWhen()
  return (
    <>
      {useStandingIn().map(({ id, personName, untilAt }) => (
        <p key={id} className="border-b border-line px-4 py-2 text-small text-quiet">
          {t('absences.standing-in', { person: personName, until: when(untilAt).short })}
        </p>
      ))}
    </>
  )
}
