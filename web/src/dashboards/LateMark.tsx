import { TriangleAlert } from 'lucide-react'
import { useTranslate } from '../messages.ts'

/**
 * Marks a figure when more than one deadline in ten was missed, by a text for screen readers, a shape and a colour
 * together.
 */
export const LateMark = () => (
  <>
    <TriangleAlert aria-hidden size={13} strokeWidth={2.4} className="shrink-0 text-late" />
    <span className="sr-only">{useTranslate()('ui.late')}</span>
  </>
)
