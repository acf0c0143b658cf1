import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import type { OfferedAct } from '../keys/in-view.ts'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'

/**
 * A button that opens a list of the reader's other actions. The list is part of the page, so that the Tab key reaches
 * the actions in order.
 */
export const MoreActs = ({ acts }: { acts: readonly OfferedAct[] }) => {
  const t = useTranslate()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  if (acts.length === 0) return null
  return (
    <>
      <Button icon={ChevronDown} aria-expanded={isOpen} aria-controls={id} onPress={() => setOpen(!isOpen)}>
        {t('cases.more')}
      </Button>
      {isOpen && (
        <fieldset id={id} className="flex basis-full flex-wrap gap-1 border-t border-line pt-2">
          <legend className="sr-only">{t('cases.more-acts')}</legend>
          {acts.map(({ id: act, label, run }) => (
            <Button key={act} rank="quiet" onPress={run}>
              {label}
            </Button>
          ))}
        </fieldset>
      )}
    </>
  )
}
