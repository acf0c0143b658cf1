import { Eye, TriangleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useTranslate } from '../messages.ts'

/** Label, hint and messages of a field. */
export interface FieldWords {
  label: string
  hint?: string | undefined
  /** A line that says who will be able to read the input. */
  readers?: string | undefined
  error?: string | undefined
  /** Whether the label says that the field is optional; fields without `optional` are required. */
  optional?: boolean
}

export interface Wiring {
  id: string
  labelId: string
  describedBy: string | undefined
  hintId: string
  errorId: string
  readersId: string
}

export const useWiring = ({ hint, readers, error }: FieldWords): Wiring => {
  const id = useId()
  const [hintId, errorId, readersId] = [`${id}-hint`, `${id}-error`, `${id}-readers`]
  const described = [hint && hintId, error && errorId, readers && readersId].filter(Boolean).join(' ')
  return { id, labelId: `${id}-label`, hintId, errorId, readersId, describedBy: described || undefined }
}

/** Returns the attributes that mark an invalid field for the error summary of its form; none for a valid field. */
export const marksOf = ({ label, error }: Pick<FieldWords, 'label' | 'error'>) =>
  error ? { 'data-fault': error, 'data-label': label } : {}

interface FrameProps {
  words: FieldWords
  wiring: Wiring
  /** Whether the control has several parts, which are labelled together by `labelId`. */
  isGroup?: boolean
  children: ReactNode
}

/** Shows a control with its label and hint above, and the error and the readers below. */
export const FieldFrame = ({ words, wiring, isGroup = false, children }: FrameProps) => (
  <div {...marksOf(words)} className="flex flex-col gap-1">
    {isGroup ? (
      <span className="font-strong">
        <span id={wiring.labelId}>{words.label}</span>
        {words.optional && <Optional />}
      </span>
    ) : (
      <label id={wiring.labelId} htmlFor={wiring.id} className="font-strong">
        {words.label}
        {words.optional && <Optional />}
      </label>
    )}
    {words.hint && (
      <p id={wiring.hintId} className="measure text-small text-quiet">
        {words.hint}
      </p>
    )}
    {children}
    <Below words={words} wiring={wiring} />
  </div>
)

/** A group of choices with its texts; the group has a legend instead of a label. */
export const FieldGroup = ({
  words,
  wiring,
  children,
  hideLegend = false,
}: {
  words: FieldWords
  wiring: Wiring
  children: ReactNode
  /** Whether the legend is hidden, because a heading directly above has the same text. */
  hideLegend?: boolean
}) => (
  <fieldset
    {...marksOf(words)}
    className="flex min-w-0 flex-col gap-1"
    aria-describedby={wiring.describedBy}
    aria-invalid={words.error ? true : undefined}
  >
    <legend className={hideLegend ? 'sr-only' : 'mb-1 font-strong'}>
      {words.label}
      {words.optional && <Optional />}
    </legend>
    {words.hint && (
      <p id={wiring.hintId} className="measure -mt-1 mb-1 text-small text-quiet">
        {words.hint}
      </p>
    )}
    {children}
    <Below words={words} wiring={wiring} />
  </fieldset>
)

const Optional = () => <span className="font-normal text-quiet"> {useTranslate()('ui.optional')}</span>

const Below = ({ words, wiring }: { words: FieldWords; wiring: Wiring }) => (
  <>
    {words.error && (
      <p id={wiring.errorId} className="flex items-start gap-1.5 text-small text-late">
        <TriangleAlert aria-hidden size={15} strokeWidth={2.2} className="mt-0.5 shrink-0" />
        {words.error}
      </p>
    )}
    {words.readers && (
      <p id={wiring.readersId} className="flex items-start gap-1.5 text-small text-quiet">
        <Eye aria-hidden size={15} strokeWidth={2} className="mt-0.5 shrink-0" />
        {words.readers}
      </p>
    )}
  </>
)

/**
 * Returns the text direction of a field: `auto`, by which the first letter decides; undefined while the field is empty,
 * so that it has the direction of the page.
 */
export const runOf = (value: string): 'auto' | undefined => (value === '' ? undefined : 'auto')

export const controlLook =
  'w-full rounded-control border border-edge bg-paper px-3 py-1.5 min-h-9 touch:min-h-12 text-body text-ink hover:border-ink disabled:bg-sunken disabled:text-quiet aria-invalid:border-late aria-invalid:border-2'
