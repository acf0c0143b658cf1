import { randomBytes } from 'node:crypto'
import { foundEmpty } from '@palermo/db/founding.ts'
import { readFounding } from '@palermo/db/founding-settings.ts'
import type { Database } from './database.ts'
import type { Settings } from './settings.ts'

/** Founds the task force in an empty database with one administrator, whose password is shown only this once. */
export const foundOnce =
  ({ demo }: Settings, log: (line: string) => void, print: (line: string) => void = console.log) =>
  async (database: Database): Promise<void> => {
    if (demo) return
    const { email, ...force } = readFounding(process.env)
    const password = randomBytes(15).toString('base64url')
    const founded = await foundEmpty(database.migrationUrl(), {
      force: { ...force, demo: false },
      administrator: { email, name: 'Administrator', password },
    })
    if (!founded) return
    log('The task force is founded.')
    print(`\n  Sign in as ${email} with the password ${password}`)
    print('  It is shown this once: change it now.\n')
  }
