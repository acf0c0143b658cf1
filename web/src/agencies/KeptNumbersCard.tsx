import { useTranslate } from '../messages.ts'
import { Card } from '../ui/Card.tsx'
import type { ListState } from '../ui/list-state.ts'
import { KeptTonight } from './KeptLists.tsx'
import { readKeptNumbers } from './kept-numbers.ts'

/**
 * Shows the duty numbers stored on this device, on a page that could not be loaded; renders nothing if no numbers are
 * stored.
 */
export const KeptNumbersCard = ({ of }: { of: ListState }) => {
  const t = useTranslate()
  if (!readKeptNumbers()) return null
  return (
    <Card title={t('agencies.kept-title')} flush>
      <KeptTonight of={of} filter={{}} />
    </Card>
  )
}
