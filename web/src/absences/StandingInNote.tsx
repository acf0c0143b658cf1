import { useTranslate } from '../messages.ts'
import { useWhen } from '../ui/moment.ts'
import { useStandingIn } from './queries.ts'

/**
 * Notes above the work list for which absent colleagues the reader is the deputy, because the list then contains their
 * work.
 */
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
