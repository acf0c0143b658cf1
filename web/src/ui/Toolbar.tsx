import { SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { Button } from './Button.tsx'

interface Props {
  label: string
  /** The number of active filters, shown while the filters are collapsed. */
  set?: number
  /** Controls at the end of the line that are not filters and are never collapsed: the order, the selection of rows. */
  end?: ReactNode
  children: ReactNode
}

/**
 * The filters of a list, which are collapsed into one button on a phone. The ARIA role is group, not toolbar, so that
 * each control keeps its own Tab stop.
 */
export const Toolbar = ({ label, set = 0, end, children }: Props) => {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="flex flex-wrap items-start gap-x-2 border-b border-line px-3 py-2 print:hidden">
      <div className="sm:hidden">
        <Button
          rank="quiet"
          icon={SlidersHorizontal}
          aria-expanded={isOpen}
          aria-controls={id}
          onPress={() => setOpen(!isOpen)}
        >
          {set > 0 ? `${label} (${set})` : label}
        </Button>
      </div>
      {end && <div className="ms-auto sm:order-last">{end}</div>}
      <fieldset
        id={id}
        aria-label={label}
        className={`grow flex-wrap items-center gap-2 max-sm:basis-full max-sm:pt-1 sm:flex sm:basis-60 ${isOpen ? 'flex' : 'max-sm:hidden'}`}
      >
        {children}
      </fieldset>
    </div>
  )
}
