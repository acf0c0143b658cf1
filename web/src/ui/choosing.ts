import { useState } from 'react'

/** The selection of rows for one action on all of them. */
export interface Choosing {
  on: boolean
  chosen: ReadonlySet<string>
  /** Starts the selection (`true`), or ends and clears it (`false`). */
  set(on: boolean): void
  flip(key: string): void
  replace(keys: Iterable<string>): void
}

export const useChoosing = (): Choosing => {
  const [on, setOn] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  return {
    on,
    chosen,
    set(next) {
      setOn(next)
      setChosen(new Set())
    },
    flip(key) {
      setOn(true)
      setChosen((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]))
    },
    replace: (keys) => setChosen(new Set(keys)),
  }
}
