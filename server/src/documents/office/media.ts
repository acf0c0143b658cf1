import type { FileChange } from '@palermo/shared/documents/files.ts'
import { redrawInside } from '../pictures.ts'
import { Refused } from '../verdict.ts'

/** The output format of a picture, chosen by the first bytes of the picture and not by its file name. */
export type MediaExtension = 'jpeg' | 'png'

const isJpeg = (bytes: Uint8Array) => bytes[0] === 0xff && bytes[1] === 0xd8
export const extensionOfPicture = (bytes: Uint8Array): MediaExtension => (isJpeg(bytes) ? 'jpeg' : 'png')

const heads: readonly string[] = ['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'GIF8', 'II*\0', 'MM\0*']

/**
 * Re-encodes a picture inside a document.
 * @throws Refused for a format that cannot be decoded, such as EMF, WMF and SVG
 */
export const cleanPicture = async (bytes: Buffer, changes: Set<FileChange>): Promise<Buffer> => {
  const head = bytes.subarray(0, 16).toString('latin1')
  const isWebp = head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP'
  if (!isWebp && !heads.some((one) => head.startsWith(one))) throw new Refused('cannot-rebuild')
  const drawn = await redrawInside(bytes, extensionOfPicture(bytes))
  for (const change of drawn.changes) changes.add(change)
  return Buffer.from(drawn.bytes)
}
