import type { Subject } from '../navigation/subjects.ts'

/** A command that was run, or a record that the reader opened from the palette. */
export interface Recent {
  id: string
  label: string
  /** The opened record; undefined for a command, which is found by its id when it is run again. */
  subject?: Subject
}

/** Maximum number of remembered commands and records. */
const most = 5

let recent: readonly Recent[] = []

/**
 * Returns the last few commands that were run and records that were opened since the page was loaded, the latest first.
 * The list is held in memory only, so that the next person at a shared computer does not see it.
 */
export const recentCommands = (): readonly Recent[] => recent

export const rememberCommand = (run: Recent): void => {
  recent = [run, ...recent.filter(({ id }) => id !== run.id)].slice(0, most)
}

/** Forgets the remembered commands and records, before another person signs in on the same page. */
export const forgetCommands = (): void => {
  recent = []
}
