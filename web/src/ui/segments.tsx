import { DateInput, DateSegment } from 'react-aria-components/DateField'

/**
 * The parts of a date or time, each typed or stepped separately. The order of the parts follows the reader's locale and
 * never the browser's, because a shared computer may be set to another person's locale.
 */
export const Segments = () => (
  <DateInput className="figures flex min-w-0 grow items-center whitespace-pre">
    {(segment) => (
      <DateSegment
        segment={segment}
        className="inline-block shrink-0 rounded-control py-0.5 text-center outline-none not-data-[type=literal]:min-w-6 data-placeholder:text-quiet data-focused:bg-accent data-focused:text-on-accent data-invalid:text-late"
      />
    )}
  </DateInput>
)

/**
 * CSS classes that make the parts look like one control; the focus ring surrounds all parts while one of them has the
 * focus.
 */
export const segmentsLook =
  'flex items-center rounded-control border border-edge bg-paper min-h-9 touch:min-h-12 text-body text-ink hover:border-ink data-invalid:border-late data-invalid:border-2 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent'
