import type { Subject } from '../navigation/subjects.ts'

/** A command that was run, or a thing that was found and opened. */
export interface Recent {
  id: string
  label: string
  /** The record that it opens; without it the command of this id is run again. */
  subject?: Subject
}

/** As many as one glance takes in. */
const most = 5

let recent: readonly Recent[] = []

/**
 * What was run and found on this page since it was loaded, the last first. In its memory alone: what somebody looked
 * for is nobody else's business on a shared machine.
 */
export const recentCommands = (): readonly Recent[] => recent

export const rememberCommand = (run: Recent): void => {
  recent = [run, ...recent.filter(({ id }) => id !== run.id)].slice(0, most)
}

/** For whoever signs in next on the same page. */
export const forgetCommands = (): void => {
  recent = []
}
