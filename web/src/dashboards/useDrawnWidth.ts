import { type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** A quarter of the sheet (`sheet.css`) without its padding: nothing measures a drawing anew when it goes to paper. */
const onPaper = 350

/** How wide a drawing may be, as wide as its place; 0 until that is known. */
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
