import { useEffect, useState } from 'react'
import { hearKept } from '../session/device-key.ts'
import { readWaiting, type Waiting } from './outbox.ts'

/** Waiting entries on this device, updated by this page and others. */
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
