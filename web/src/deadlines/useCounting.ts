import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import { useEffect, useRef, useState } from 'react'
import { type Counting, countMoves } from './queries.ts'

/** Counts what a version would move, as it was when this began; stopped by whoever has seen enough. */
export const useCounting = (version: Profile) => {
  const [document] = useState(version)
  const [counting, setCounting] = useState<Counting>()
  const [error, setError] = useState<unknown>()
  const [isStopped, setStopped] = useState(false)
  const abort = useRef<AbortController>(undefined)
  useEffect(() => {
    const controller = new AbortController()
    abort.current = controller
    const count = async () => {
      for await (const so of countMoves(document, controller.signal)) setCounting(so)
    }
    count().catch((failure: unknown) => controller.signal.aborted || setError(failure))
    return () => controller.abort()
  }, [document])
  return {
    counting,
    error,
    isStopped,
    stop: () => {
      abort.current?.abort()
      setStopped(true)
    },
  }
}
