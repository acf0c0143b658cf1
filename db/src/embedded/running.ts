import { readFile } from 'node:fs/promises'
import { majorsIn, placeIn, settle } from './place.ts'
import { livingPostmaster, servesThese } from './postmaster.ts'

/**
 * Returns the superuser's URL of the database in a data folder if the server of the folder is running, otherwise
 * undefined. Does not start a server.
 */
export async function findRunning(dataFolder: string): Promise<string | undefined> {
  const { folder } = await settle(dataFolder)
  for (const major of await majorsIn(folder)) {
    const place = placeIn(folder, Number(major))
    const found = await livingPostmaster(place)
    if (!found?.ready || !(await servesThese(found.pid, place))) continue
    const password = await readFile(place.passwordFile, 'utf8')
    return `postgres://postgres:${password}@127.0.0.1:${found.port}/palermo`
  }
  return undefined
}
