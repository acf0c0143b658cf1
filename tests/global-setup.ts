import { chmod, mkdir, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isAlive } from '@palermo/db/embedded/postmaster.ts'
import { startEmbedded } from '@palermo/db/embedded.ts'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The superuser's URL of the server that all test files of a run share. */
    superuserUrl: string
    /** Path of the bundled process that inspects uploaded files. */
    inspector: string
  }
}

const prefix = 'palermo-tests-'

/**
 * Starts one PostgreSQL server for the whole run, in a folder of its own so that two runs do not share one. The server
 * does not wait for the disk (`fsync`), because its data need not survive a power cut.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned()
  const folder = path.join(tmpdir(), `${prefix}${process.pid}`)
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o711)
  const server = await startEmbedded(folder, () => undefined, { settings: { fsync: 'off', full_page_writes: 'off' } })
  provide('superuserUrl', server.url)
  provide('inspector', await packInspector())
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Bundles the inspector as a start does. The script is imported by URL and its type declared here, because the scripts
 * are no package of the workspace.
 */
async function packInspector(): Promise<string> {
  const { bundle } = (await import(new URL('../scripts/bundle.ts', import.meta.url).href)) as {
    bundle(entries: Record<string, string>): Promise<Record<string, string>>
  }
  return (await bundle({ inspector: 'server/src/documents/inspector.ts' })).inspector ?? ''
}

/** Deletes the folders of runs that were killed. A server that still runs there stops when its lock file is gone. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : 0
    if (owner > 0 && !isAlive(owner)) await rm(path.join(tmpdir(), name), { recursive: true, force: true })
  }
}
