import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { type CatalogueDifference, compareCatalogues, readCatalogue } from './catalogue.ts'
import { type Folders, shippedFolders } from './migrate/files.ts'
import { applyFiles } from './migrate.ts'
import { narrowDatabase } from './roles.ts'

/**
 * Finds differences between the database and what its files would create, because an object that was edited in the
 * database does not change the recorded hashes of the files. Creates a second database from the files on the same
 * server, compares the two catalogues, and drops the second database.
 */
export const findDrift = async (url: string, folders: Folders = shippedFolders): Promise<CatalogueDifference[]> => {
  const name = `palermo_expected_${randomBytes(6).toString('hex')}`
  const expectedUrl = new URL(url)
  expectedUrl.pathname = `/${name}`
  const live = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await live`create database ${live(name)}`
    const expected = postgres(expectedUrl.href, { max: 1, onnotice: () => {} })
    try {
      await narrowDatabase(expected)
      await applyFiles(expected, folders)
      return compareCatalogues(await readCatalogue(expected), await readCatalogue(live))
    } finally {
      await expected.end()
    }
  } finally {
    await live`drop database if exists ${live(name)} with (force)`
    await live.end()
  }
}
