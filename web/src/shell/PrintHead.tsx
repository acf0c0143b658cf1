import { useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { useNow, useWhen } from '../ui/moment.ts'

/** On paper only: when it was printed and by whom. The code stands in the page's own heading. */
export const PrintHead = () => {
  const say = useSay()
  const me = useMe()
  const printed = useWhen()(new Date(useNow()).toISOString())
  return (
    <p className="hidden border-b border-line pb-2 text-small print:block">
      {say('shell.printed', { name: me.name, agency: me.agencyName, at: printed.full })}
    </p>
  )
}
