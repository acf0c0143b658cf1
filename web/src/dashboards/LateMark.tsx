import { TriangleAlert } from 'lucide-react'
import { useTranslate } from '../messages.ts'

/** Marks more than one missed deadline in ten, by a text, a shape and a colour together. */
export const LateMark = () => (
  <>
    <TriangleAlert aria-hidden size={13} strokeWidth={2.4} className="shrink-0 text-late" />
    <span className="sr-only">{useTranslate()('ui.late')}</span>
  </>
)
