import { useEffect, useState } from 'react'

type Write = (phone: string) => string
const asKept: Write = (phone) => phone

/**
 * Telephone numbers in the groups in which their country writes them. The numbering plans of the world come after the
 * page: until then, and where they do not come, a number stands as it is kept, and can be called.
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
