import { useEffect } from 'react'

/**
 * An action on a record of the page: shown as a button, and also available by name in the command palette and by a key.
 */
export interface OfferedAct {
  /** The name of the action in the workflow of its record type. */
  id: string
  /** The label of the action, a verb. */
  label: string
  run: () => void
}

export interface InView {
  /** The title of the record, which is its reference. */
  title: string
  acts: readonly OfferedAct[]
}

const stack: InView[] = []

/**
 * Registers the buttons of a record for commands and keyboard shortcuts. The component that renders the buttons calls
 * this hook with the same actions, so that both use the rights from one reply of the server.
 */
export const useInView = (view: InView): void => {
  useEffect(() => {
    stack.push(view)
    return () => {
      stack.splice(stack.indexOf(view), 1)
    }
  })
}

/** Records on the page, the last opened first. */
export const thingsInView = (): readonly InView[] => [...stack].reverse().filter(({ acts }) => acts.length > 0)

export const actInView = (id: string): OfferedAct | undefined =>
  thingsInView()
    .flatMap(({ acts }) => acts)
    .find((act) => act.id === id)
