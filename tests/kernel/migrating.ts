import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Folders } from '@palermo/db/migrate/files.ts'
import { migrate } from '@palermo/db/migrate.ts'
import postgres from 'postgres'
import { inject } from 'vitest'

/** Returns an empty database, and empty folders of migrations and object files for it. */
export const aMigration = async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palermo-migrations-'))
  const folders: Folders = { migrations: path.join(folder, 'migrations'), objects: path.join(folder, 'objects') }
  mkdirSync(folders.migrations)
  mkdirSync(folders.objects)
  const name = `migrate_${path.basename(folder).slice(-6).toLowerCase()}`
  const owner = postgres(inject('superuserUrl'), { max: 1, onnotice: () => {} })
  await owner`create database ${owner(name)}`
  const address = new URL(inject('superuserUrl'))
  address.pathname = `/${name}`
  const url = address.href
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const run = () => migrate(url, undefined, folders)
  return {
    url,
    sql,
    folders,
    write: (file: string, text: string) => writeFileSync(path.join(folders.migrations, file), text),
    writeObject: (file: string, text: string) => {
      mkdirSync(path.dirname(path.join(folders.objects, file)), { recursive: true })
      writeFileSync(path.join(folders.objects, file), text)
    },
    run,
    /** Runs the migrations and returns the names of those that were applied now. */
    ran: async () => (await run()).migrations,
    end: async () => {
      await sql.end()
      await owner`drop database ${owner(name)} with (force)`
      await owner.end()
      rmSync(folder, { recursive: true })
    },
  }
}
