import { type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/**
 * Width of a printed chart in pixels: a quarter of the printed sheet (`sheet.css`) without padding, because the page
 * cannot be measured again for printing.
 */
const onPaper = 350

/**
 * Returns a reference for the element that holds a drawing, and the width available in that element; the width is 0
 * until it is measured.
 */
export const useDrawnWidth = <E extends HTMLElement>(): [RefObject<E | null>, number] => {
  const place = useRef<E>(null)
  const [width, setWidth] = useState(0)
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)))
    if (place.current) observer.observe(place.current)
    const before = () => flushSync(() => setPrinting(true))
    const after = () => setPrinting(false)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      observer.disconnect()
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
  return [place, printing ? onPaper : width]
}
