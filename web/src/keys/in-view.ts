import { useEffect } from 'react'

/**
 * An action on a record that the page shows: a button, which can also be run by name in the command palette and by a
 * key.
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
 * Registers the actions on a record for the command palette and keyboard shortcuts. The component that renders the
 * buttons passes the same actions, so that buttons and shortcuts follow the same reply of the server.
 */
export const useInView = (view: InView): void => {
  useEffect(() => {
    stack.push(view)
    return () => {
      stack.splice(stack.indexOf(view), 1)
    }
  })
}

/** Returns the registered records that have actions, the last registered first. */
export const thingsInView = (): readonly InView[] => [...stack].reverse().filter(({ acts }) => acts.length > 0)

export const actInView = (id: string): OfferedAct | undefined =>
  thingsInView()
    .flatMap(({ acts }) => acts)
    .find((act) => act.id === id)
