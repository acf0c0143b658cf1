import type { ContactLog } from '@palermo/shared/contacts/contract.ts'
import { useSay } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'

/** Safety information before the next attempt: what the person said, and which ways of contact were unsafe. */
export const SafeRules = ({ log: { safeContact, unsafeWays } }: { log: ContactLog }) => {
  const say = useSay()
  const ways = unsafeWays.map((way) => say(`contacts.ways.${way}`)).join(' · ')
  if (unsafeWays.length > 0)
    return (
      <Alert tone="danger" title={say('contacts.unsafe', { ways })}>
        {safeContact && say('contacts.said', { words: safeContact })}
      </Alert>
    )
  return safeContact ? <Alert title={say('contacts.said', { words: safeContact })} /> : null
}
