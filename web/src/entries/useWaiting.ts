import { useEffect, useState } from 'react'
import { hearKept } from '../session/device-key.ts'
import { readWaiting, type Waiting } from './outbox.ts'

/** Returns the waiting entries on this device, also when another page changes them. */
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
