import { useEffect } from 'react'

/** What may be done now with a record that stands on the page: a button, and the same by its name or its key. */
export interface OfferedAct {
  /** The action of its workflow. */
  id: string
  /** Its verb. */
  label: string
  run: () => void
}

export interface InView {
  /** What it is called: its code. */
  title: string
  acts: readonly OfferedAct[]
}

const stack: InView[] = []

/**
 * Tells the commands and the keys what the buttons of a record are. Whoever draws the buttons says it, of the very acts
 * that it draws: what may be done is asked of the server once.
 */
export const useInView = (view: InView): void => {
  useEffect(() => {
    stack.push(view)
    return () => {
      stack.splice(stack.indexOf(view), 1)
    }
  })
}

/** What stands on the page, what was opened last first. */
export const thingsInView = (): readonly InView[] => [...stack].reverse().filter(({ acts }) => acts.length > 0)

export const actInView = (id: string): OfferedAct | undefined =>
  thingsInView()
    .flatMap(({ acts }) => acts)
    .find((act) => act.id === id)
