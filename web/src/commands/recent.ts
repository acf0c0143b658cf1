import type { Subject } from '../navigation/subjects.ts'

/** A command that was run, or a record that was found and opened. */
export interface Recent {
  id: string
  label: string
  /** The record that was opened; undefined for a command, which is run again by its id. */
  subject?: Subject
}

/** Maximum number of remembered commands and records. */
const most = 5

let recent: readonly Recent[] = []

/**
 * Commands that were run and records that were opened since the page was loaded, the last first. They are held in
 * memory only, so that the next person at a shared computer does not see them.
 */
export const recentCommands = (): readonly Recent[] => recent

export const rememberCommand = (run: Recent): void => {
  recent = [run, ...recent.filter(({ id }) => id !== run.id)].slice(0, most)
}

/** Forgets the remembered commands and records, before another person signs in on the same page. */
export const forgetCommands = (): void => {
  recent = []
}
