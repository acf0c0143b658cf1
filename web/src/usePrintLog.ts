import { useEffect } from 'react'
import { z } from 'zod'
import { api } from './api.ts'

/** Logs the printing of a case or referral. Printing does not wait for the log. */
export const usePrintLog = (path: `/cases/${string}` | `/referrals/${string}`): void => {
  useEffect(() => {
    const note = () =>
      void api(z.void(), `${path}/prints`, { method: 'POST', keepalive: true }).catch(
        // Without a connection the printing is not logged; the page itself was logged when it was read.
        () => undefined,
      )
    addEventListener('beforeprint', note)
    return () => removeEventListener('beforeprint', note)
  }, [path])
}
