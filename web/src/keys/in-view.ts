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
 * Registers the buttons of a record for commands and keyboard shortcuts. The component that renders the buttons calls it with
 * the same actions, so that rights come from one answer of the server.
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
