import { useEffect, useRef } from 'react'
import { keysAreOn } from '../desk/keys.ts'

/** `t` turns charts into tables and back; only while nothing is typed and no dialog stands open. */
export const useTableKey = (flip: () => void): void => {
  const latest = useRef(flip)
  useEffect(() => {
    latest.current = flip
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== 't' || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !keysAreOn()) return
      const { target } = event
      if (target instanceof Element && target.closest('input, textarea, select, [role="dialog"], [role="menu"]')) return
      event.preventDefault()
      latest.current()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
}
