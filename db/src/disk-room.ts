import { statfs } from 'node:fs/promises'
import path from 'node:path'

/**
 * The free bytes that PostgreSQL needs to continue. PostgreSQL fills a whole segment of its log (16 MiB) with zeros
 * before use, and deletes the segment if that fails, so that even a full disk may report this much free space.
 */
const leastRoom = 32 * 1024 ** 2

/**
 * Whether the disk of a folder is too full for a database. If the folder does not exist yet, the disk of its parent
 * folder is checked.
 */
export const hasNoRoom = async (folder: string): Promise<boolean> => {
  const disk = await statfs(folder).catch(() => undefined)
  if (disk) return disk.bavail * disk.bsize < leastRoom
  const parent = path.dirname(folder)
  return parent !== folder && hasNoRoom(parent)
}
