import { useEffect, useState } from 'react'
import { hearKept } from '../session/device-key.ts'
import { readWaiting, type Waiting } from './outbox.ts'

/** What waits on this device, as it comes and goes, in this page and in others. */
export const useWaiting = (): readonly Waiting[] => {
  const [waiting, setWaiting] = useState<readonly Waiting[]>([])
  useEffect(() => {
    let isGone = false
    const look = () => void readWaiting().then((found) => !isGone && setWaiting(found))
    look()
    const deaf = hearKept(look)
    return () => {
      isGone = true
      deaf()
    }
  }, [])
  return waiting
}
