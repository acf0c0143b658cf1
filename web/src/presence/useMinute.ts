import { useEffect, useState } from 'react'

const minute = 60_000

/** Returns the number of whole minutes since a time, kept up to date. */
export const useMinute = (since: number): number => {
  const [now, setNow] = useState(since)
  useEffect(() => {
    const count = () => setNow(Date.now())
    count()
    const timer = setInterval(count, minute / 4)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.floor((now - since) / minute))
}
