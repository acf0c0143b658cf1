import { useEffect, useState } from 'react'

type Write = (phone: string) => string
const asKept: Write = (phone) => phone

/**
 * Returns a function that formats telephone numbers by the rules of their country. Until the numbering plans have
 * loaded, or if they fail to load, numbers are returned unformatted and can still be called.
 */
export const usePhone = (): Write => {
  const [write, setWrite] = useState(() => asKept)
  useEffect(() => {
    let isShown = true
    import('./grouped-phone.ts').then(
      ({ groupedPhone }) => isShown && setWrite(() => groupedPhone),
      () => undefined,
    )
    return () => {
      isShown = false
    }
  }, [])
  return write
}
