import path from 'node:path'
import { migrate } from '@palermo/db/migrate.ts'
import { embeddedKeyring } from '@palermo/db/seal.ts'
import { forgetStory, openTelling } from '@palermo/db/telling.ts'
import { type Database, givenLogins } from './database.ts'
import type { Settings } from './settings.ts'

/** Writes the demo's story into an empty database. An interrupted story is deleted and written again. */
export const tellDemoOnce =
  ({ demo, dataFolder }: Settings, log: (line: string) => void) =>
  async (database: Database): Promise<void> => {
    if (!demo) return
    const ownerUrl = database.migrationUrl()
    const told = await howMuchIsTold(ownerUrl)
    if (told === 'all') return
    if (told === 'unfinished') {
      log('The demo story was cut short. It begins anew.')
      await forgetStory(ownerUrl)
      await migrate(ownerUrl, undefined, undefined, givenLogins())
    }
    // Imported here because only the first start needs this code.
    const { tellDemo } = await import('@palermo/server/demo/tell.ts')
    await tellDemo({ ownerUrl, logins: givenLogins(), ring: embeddedKeyring(path.join(dataFolder, 'keys')), log: log })
  }

const howMuchIsTold = async (ownerUrl: string) => {
  const telling = openTelling(ownerUrl)
  try {
    return await telling.told()
  } finally {
    await telling.end()
  }
}
