import type { Subject } from '../navigation/subjects.ts'

/** A command that was run, or a record that was found and opened. */
export interface Recent {
  id: string
  label: string
  /** The record that it opens; without it the command of this id is run again. */
  subject?: Subject
}

/** Maximum length of the list. */
const most = 5

let recent: readonly Recent[] = []

/**
 * Commands and results used since the page was loaded, the last first. In memory only, so that the next person at a
 * shared computer does not see them.
 */
export const recentCommands = (): readonly Recent[] => recent

export const rememberCommand = (run: Recent): void => {
  recent = [run, ...recent.filter(({ id }) => id !== run.id)].slice(0, most)
}

/** Cleared before another person signs in on the same page. */
export const forgetCommands = (): void => {
  recent = []
}
