import { useEffect } from 'react'
import { z } from 'zod'
import { api } from './api.ts'

/** Logs that a case or referral was printed. Printing does not wait for the log. */
export const usePrintLog = (path: `/cases/${string}` | `/referrals/${string}`): void => {
  useEffect(() => {
    const note = () =>
      void api(z.void(), `${path}/prints`, { method: 'POST', keepalive: true }).catch(
        // Without a connection the printing is not logged; that the page was read has been logged before.
        () => undefined,
      )
    addEventListener('beforeprint', note)
    return () => removeEventListener('beforeprint', note)
  }, [path])
}
