import { useQuery } from '@tanstack/react-query'
import { useSay } from '../messages.ts'
import { StatusBadge } from '../referrals/StatusBadge.tsx'
import { Alert } from '../ui/Alert.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { companionsQuery } from './queries.ts'

/** On a referral: the person is one of a family; how many they are, what they wish, who of them is asked for here too. */
export const CompanionsNote = ({ referralId }: { referralId: string }) => {
  const say = useSay()
  const { data } = useQuery(companionsQuery(referralId))
  if (!data?.group) return null
  const { kind, wish, size, referrals } = data.group
  return (
    <Alert title={say(`groups.companions.${wish}`, { kind: say(`groups.kinds.${kind}`), size })}>
      {referrals.length === 0 ? (
        say('groups.companions-none')
      ) : (
        <>
          <p>{say('groups.companions-here', { count: referrals.length })}</p>
          <ul className="flex flex-col gap-1 pt-1">
            {referrals.map(({ id, caseReference, status }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-2">
                <TextLink to="/referrals/$id" params={{ id }} className="figures">
                  {caseReference ?? say('groups.referral')}
                </TextLink>
                <StatusBadge status={status} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Alert>
  )
}
