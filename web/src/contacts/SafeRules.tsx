import type { ContactLog } from '@palermo/shared/contacts/contract.ts'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'

/**
 * Shows safety information before the next contact attempt: what the person said about safe contact, and which ways of
 * contact were unsafe.
 */
export const SafeRules = ({ log: { safeContact, unsafeWays } }: { log: ContactLog }) => {
  const t = useTranslate()
  const ways = unsafeWays.map((way) => t(`contacts.ways.${way}`)).join(' · ')
  if (unsafeWays.length > 0)
    return (
      <Alert tone="danger" title={t('contacts.unsafe', { ways })}>
        {safeContact && t('contacts.said', { words: safeContact })}
      </Alert>
    )
  return safeContact ? <Alert title={t('contacts.said', { words: safeContact })} /> : null
}
