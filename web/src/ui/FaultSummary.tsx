import { TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { faultsWithin, focusFirstFault, type ShownFault } from './fault.ts'

/**
 * Shown above a refused form: a link to each field with an error, with the field's label and the reason. Must be placed
 * directly in the element that contains the fields. Corrected fields leave the list. `error` is the server's refusal,
 * passed only by a form that does not move the focus itself.
 */
export const FaultSummary = ({ error }: { error?: unknown }) => {
  const t = useTranslate()
  const place = useRef<HTMLDivElement>(null)
  const [faults, setFaults] = useState<readonly ShownFault[]>([])
  const title = useRef<HTMLParagraphElement>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    const here = place.current
    const form = here?.parentElement
    if (!here || !form) return
    const look = () => setFaults(faultsWithin(form))
    const show = () => {
      look()
      setAsked((times) => times + 1)
    }
    // The errors are read after the next rendering, because only the rendering removes the error of a corrected field.
    const typed = () => requestAnimationFrame(look)
    here.addEventListener('show', show)
    form.addEventListener('input', typed)
    form.addEventListener('click', typed)
    return () => {
      here.removeEventListener('show', show)
      form.removeEventListener('input', typed)
      form.removeEventListener('click', typed)
    }
  }, [])
  useEffect(() => {
    if (error) focusFirstFault(place.current?.parentElement ?? null)
  }, [error])
  useEffect(() => {
    if (asked === 0) return
    title.current?.focus()
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [asked])
  const isShown = asked > 0 && faults.length > 0
  return (
    <div
      ref={place}
      data-fault-summary=""
      hidden={!isShown}
      className="scroll-mt-16 rounded-card border-2 border-late px-4 py-3"
    >
      {isShown && (
        <>
          <p ref={title} tabIndex={-1} className="flex items-center gap-2 font-strong outline-none">
            <TriangleAlert aria-hidden size={18} strokeWidth={2} className="shrink-0 text-late" />
            {t('faults.summary', { count: faults.length })}
          </p>
          <ul className="flex flex-col">
            {faults.map(({ label, words, focus }) => (
              <li key={label}>
                <button
                  type="button"
                  onClick={focus}
                  className="min-h-6 py-0.5 text-start text-late underline underline-offset-3 touch:min-h-12"
                >
                  {label}: {words}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
