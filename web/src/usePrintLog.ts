import { useEffect } from 'react'
import { z } from 'zod'
import { api } from './api.ts'

/** That a case or a referral is taken away on paper stands in its log. The paper waits for nothing. */
export const usePrintLog = (path: `/cases/${string}` | `/referrals/${string}`): void => {
  useEffect(() => {
    const note = () =>
      void api(z.void(), `${path}/prints`, { method: 'POST', keepalive: true }).catch(
        // Without a connection nothing is noted, as nothing new is read either: what is on the screen was.
        () => undefined,
      )
    addEventListener('beforeprint', note)
    return () => removeEventListener('beforeprint', note)
  }, [path])
}
