import { useEffect } from 'react'
import { z } from 'zod'
import { api } from './api.ts'

/** Asks the server to log that a case or referral was printed. Printing does not wait for the reply. */
export const usePrintLog = (path: `/cases/${string}` | `/referrals/${string}`): void => {
  useEffect(() => {
    const note = () =>
      void api(z.void(), `${path}/prints`, { method: 'POST', keepalive: true }).catch(
        // Without a connection the printing is not logged; the log already contains the reading of the page.
        () => undefined,
      )
    addEventListener('beforeprint', note)
    return () => removeEventListener('beforeprint', note)
  }, [path])
}
