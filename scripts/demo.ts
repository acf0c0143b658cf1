import path from 'node:path'
import { forgetStory, openDemoControl } from '@palermo/db/demo-control.ts'
import { migrate } from '@palermo/db/migrate.ts'
import { embeddedKeyring } from '@palermo/db/seal.ts'
import { type Database, givenLogins } from './database.ts'
import type { Settings } from './settings.ts'

/**
 * Writes the demo's invented cases into an empty database. If an earlier attempt was interrupted, its data are deleted
 * and written again.
 */
export const buildDemoOnce =
  ({ demo, dataFolder }: Settings, log: (line: string) => void) =>
  async (database: Database): Promise<void> => {
    if (!demo) return
    const ownerUrl = database.migrationUrl()
    const progress = await demoProgress(ownerUrl)
    if (progress === 'all') return
    if (progress === 'unfinished') {
      log('The demo story was cut short. It begins anew.')
      await forgetStory(ownerUrl)
      await migrate(ownerUrl, undefined, undefined, givenLogins())
    }
    // Imported at this point, because only the first start needs the code of the demo.
    const { buildDemo } = await import('@palermo/server/demo/build.ts')
    await buildDemo({ ownerUrl, logins: givenLogins(), ring: embeddedKeyring(path.join(dataFolder, 'keys')), log: log })
  }

const demoProgress = async (ownerUrl: string) => {
  const control = openDemoControl(ownerUrl)
  try {
    return await control.progress()
  } finally {
    await control.end()
  }
}
