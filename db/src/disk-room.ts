import { statfs } from 'node:fs/promises'
import path from 'node:path'

/**
 * Bytes without which PostgreSQL cannot go on: it fills a whole segment of its log (16 MiB) with zeros before it uses it, and
 * removes what it had begun when that fails, so up to that much is free on a disk that is full for it.
 */
const leastRoom = 32 * 1024 ** 2

/** Whether the disk of a folder is too full for a database on it. A folder that is not made yet will lie on its parent's disk. */
export const hasNoRoom = async (folder: string): Promise<boolean> => {
  const disk = await statfs(folder).catch(() => undefined)
  if (disk) return disk.bavail * disk.bsize < leastRoom
  const parent = path.dirname(folder)
  return parent !== folder && hasNoRoom(parent)
}
