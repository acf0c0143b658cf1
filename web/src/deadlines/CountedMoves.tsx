import type { MovesPage } from '@palermo/shared/deadlines/moves.ts'
import { useId } from 'react'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'
import { MovesList } from './MovesList.tsx'
import type { useCounting } from './useCounting.ts'

type Props = Pick<ReturnType<typeof useCounting<{ moves: MovesPage }>>, 'counting' | 'isStopped' | 'stop'>

/** Shows the progress of the preview, then the list of the deadlines that would move. */
export const CountedMoves = ({ counting, isStopped, stop }: Props) => {
  const t = useTranslate()
  const label = useId()
  if (!counting) return null
  const { counted, moves, isDone } = counting
  const { standing } = moves
  if (isDone) return <MovesList moves={moves} />
  if (isStopped)
    return (
      <>
        <Alert tone="warn" title={t('deadlines.counted-part', { counted, standing })} />
        <MovesList moves={moves} />
      </>
    )
  return (
    <div className="flex flex-wrap items-center gap-3">
      <div className="flex min-w-0 grow flex-col gap-1">
        <p id={label}>{t('deadlines.counting', { counted, standing })}</p>
        <Progress aria-labelledby={label} value={counted} max={Math.max(counted, standing)} />
      </div>
      <Button onPress={stop}>{t('deadlines.stop-counting')}</Button>
    </div>
  )
}
