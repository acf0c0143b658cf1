import { helpedParts } from '@palermo/shared/briefs/brief.ts'
import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { useSay } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'

/** Help must not depend on proceedings: how many were helped, with them and without. Said only where all four may be. */
export const EqualityCheck = ({ tables }: { tables: Statistics['tables'] }) => {
  const say = useSay()
  const parts = helpedParts(tables)
  return (
    <Alert title={say('statistics.equality')}>
      {parts === null ? say('statistics.equality-hidden') : say('statistics.equality-parts', parts)}
    </Alert>
  )
}
