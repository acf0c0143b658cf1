import { useEffect, useRef } from 'react'
import { useTranslate } from '../messages.ts'
import { isProblem, wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { focusFirstFault } from '../ui/fault.ts'

/**
 * Shows why an action failed; if another person changed the record, also a button that loads the current record.
 * Renders nothing without an error.
 */
export const ActTrouble = ({ error, onReload }: { error: unknown; onReload: () => void }) => {
  const t = useTranslate()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!error) return
    place.current?.scrollIntoView({ block: 'nearest' })
    if (isProblem(error, 'invalid')) focusFirstFault(place.current?.closest('form') ?? null)
  }, [error])
  if (!error) return null
  const { title, detail } = wordsFor(error, t)
  const moved = isProblem(error, 'changed-meanwhile', 'wrong-status')
  return (
    <div ref={place} className="scroll-mt-16">
      <Alert
        tone={moved ? 'warn' : 'danger'}
        title={title}
        live
        action={moved && <Button onPress={onReload}>{t('acts.look-again')}</Button>}
      >
        {detail}
      </Alert>
    </div>
  )
}
