import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import {
  Calendar as AriaCalendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar'
import { Heading } from 'react-aria-components/Heading'

const arrow =
  'inline-flex size-9 touch:size-12 items-center justify-center rounded-control text-quiet hover:bg-hover hover:text-ink data-disabled:opacity-40'

/** A month in which a day is selected. Used inside the popover of a date field, which defines the selectable days. */
export const Calendar = () => (
  <AriaCalendar className="p-3">
    <header className="flex items-center gap-1 pb-2">
      <Button slot="previous" className={arrow}>
        <ChevronLeft aria-hidden size={20} />
      </Button>
      <Heading className="grow text-center text-body font-strong" />
      <Button slot="next" className={arrow}>
        <ChevronRight aria-hidden size={20} />
      </Button>
    </header>
    <CalendarGrid className="figures">
      <CalendarGridHeader>
        {(day) => (
          <CalendarHeaderCell className="size-9 touch:size-11 text-small font-normal text-quiet">
            {day}
          </CalendarHeaderCell>
        )}
      </CalendarGridHeader>
      <CalendarGridBody>
        {(date) => (
          <CalendarCell
            date={date}
            className="flex size-9 touch:size-11 cursor-default items-center justify-center rounded-control outline-none hover:bg-hover data-disabled:text-quiet data-disabled:opacity-45 data-focus-visible:outline-2 data-focus-visible:outline-accent data-outside-month:hidden data-selected:bg-accent data-selected:text-on-accent data-today:font-strong data-today:underline data-unavailable:line-through"
          />
        )}
      </CalendarGridBody>
    </CalendarGrid>
  </AriaCalendar>
)
