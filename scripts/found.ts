import { randomBytes } from 'node:crypto'
import { foundEmpty } from '@palermo/db/founding.ts'
import type { Database } from './database.ts'
import type { Settings } from './settings.ts'

/** What an empty system begins with, where it is not the demo. Each can be given; none can be found out. */
interface Founding {
  name: string
  profile: string
  zone: string
  calendar: string
  email: string
}

/** @throws Error in plain words for a zone that is none */
const readFounding = (env: NodeJS.ProcessEnv): Founding => {
  const founding = {
    name: env.PALERMO_NAME || 'Task force',
    profile: env.PALERMO_PROFILE || 'int',
    zone: env.PALERMO_ZONE || 'UTC',
    calendar: env.PALERMO_CALENDAR || 'PH',
    email: env.PALERMO_ADMIN || 'admin@localhost.localdomain',
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: founding.zone })
  } catch {
    throw new Error(`PALERMO_ZONE must be an IANA time zone like Asia/Manila, not "${founding.zone}".`)
  }
  return founding
}

/** Founds the task force in a database that holds none, with one administrator, whose password is shown this once. */
export const foundOnce =
  ({ demo }: Settings, say: (line: string) => void) =>
  async (database: Database): Promise<void> => {
    if (demo) return
    const { email, ...force } = readFounding(process.env)
    const password = randomBytes(15).toString('base64url')
    const founded = await foundEmpty(database.migrationUrl(), {
      force: { ...force, demo: false },
      administrator: { email, name: 'Administrator', password },
    })
    if (!founded) return
    say('The task force is founded.')
    console.log(`\n  Sign in as ${email} with the password ${password}`)
    console.log('  It is shown this once: change it now.\n')
  }
