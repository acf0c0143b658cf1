import { useEffect, useState } from 'react'

type Write = (phone: string) => string
const asKept: Write = (phone) => phone

/**
 * Formats telephone numbers by the rules of their country. The numbering plans load after the page: until then, or if
 * they fail to load, numbers are shown unformatted and can be called.
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
