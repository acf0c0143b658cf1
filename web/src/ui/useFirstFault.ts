import { type RefObject, useEffect, useRef } from 'react'
import { focusFirstFault } from './fault.ts'

/**
 * Returns a ref for a form. After a refusal the error summary or the first invalid field gets the focus, so that the
 * person finds the field in a long form.
 */
export const useFirstFault = <E extends HTMLElement>(error: unknown): RefObject<E | null> => {
  const form = useRef<E>(null)
  useEffect(() => {
    if (error) focusFirstFault(form.current)
  }, [error])
  return form
}
