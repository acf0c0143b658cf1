import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Button } from './Button.tsx'
import type { ListState } from './list-state.ts'

/**
 * Shown in place of a list that failed to load: the reason, and a retry button, so that the list does not look empty.
 */
export const NotLoaded = ({ of }: { of: ListState }) => {
  const t = useTranslate()
  return (
    <div data-not-loaded className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <p className="measure font-strong text-soon">{t('ui.not-loaded', { reason: wordsFor(of.error, t).title })}</p>
      <Button onPress={() => void of.refetch()} isPending={of.isFetching}>
        {t('ui.try-again')}
      </Button>
    </div>
  )
}
