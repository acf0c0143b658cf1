import { type FileChange, mostPixels } from '@palermo/shared/documents/files.ts'
import sharp, { type Metadata } from 'sharp'
import { type Inspected, Refused } from './verdict.ts'

// Each process handles one picture only, so that a cache would only use memory.
sharp.cache(false)
sharp.concurrency(1)

export type Picture = 'jpeg' | 'png' | 'webp'

/** The length of the longer side of the preview, in pixels. */
const previewSide = 1280
const reading = { limitInputPixels: mostPixels, failOn: 'error', unlimited: false } as const

/**
 * Re-encodes a picture from its pixels, upright and in the same format. Metadata (place, time, camera, author),
 * thumbnails and data appended after the end of the picture are left out.
 * @throws Refused
 */
export const redraw = async (bytes: Uint8Array, format: Picture): Promise<Inspected> => {
  const known = await metadataOf(bytes)
  if (known.format !== format) throw new Refused('broken')
  if (known.width * known.height > mostPixels) throw new Refused('too-many-pixels')
  if ((known.pages ?? 1) > 1) throw new Refused('moving')
  try {
    const drawn = await drawing(bytes, format).toBuffer({ resolveWithObject: true })
    const preview = await sharp(drawn.data, reading)
      .resize(previewSide, previewSide, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 78 })
      .toBuffer()
    const { width, height } = drawn.info
    return { bytes: drawn.data, preview, width, height, changes: changesOf(known) }
  } catch (cause) {
    throw new Refused('broken', { cause })
  }
}

/**
 * Re-encodes a picture inside another file from its pixels. The picture is not rotated, since the document shows it in
 * its stored orientation.
 */
export const redrawInside = async (bytes: Uint8Array, format: 'jpeg' | 'png'): Promise<Inspected> => {
  const known = await metadataOf(bytes)
  if (known.width * known.height > mostPixels) throw new Refused('too-many-pixels')
  try {
    const drawing = sharp(bytes, { ...reading, sequentialRead: true })
    const drawn = format === 'jpeg' ? drawing.jpeg({ quality: 92 }) : drawing.png({ compressionLevel: 6 })
    return { bytes: await drawn.toBuffer(), changes: changesOf(known).filter((change) => change !== 'redrawn') }
  } catch (cause) {
    throw new Refused('broken', { cause })
  }
}

const metadataOf = async (bytes: Uint8Array): Promise<Metadata> => {
  try {
    return await sharp(bytes, reading).metadata()
  } catch (cause) {
    throw new Refused(/pixel limit/i.test(String(cause)) ? 'too-many-pixels' : 'broken', { cause })
  }
}

const drawing = (bytes: Uint8Array, format: Picture) => {
  const upright = sharp(bytes, { ...reading, sequentialRead: true }).autoOrient()
  if (format === 'jpeg') return upright.jpeg({ quality: 88 })
  return format === 'png' ? upright.png({ compressionLevel: 6 }) : upright.webp({ quality: 90 })
}

const changesOf = ({ exif, xmp, iptc, comments }: Metadata): FileChange[] => [
  'redrawn',
  ...(exif && holdsPlace(exif) ? ['place-removed' as const] : []),
  ...(exif || xmp || iptc || comments?.length ? ['details-removed' as const] : []),
]

/** Whether the first directory of an EXIF block points to a directory of GPS data (tag 0x8825; EXIF 2.32, 4.6.3). */
const holdsPlace = (exif: Uint8Array): boolean => {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength)
  const start = exif[0] === 0x45 ? 6 : 0
  if (view.byteLength < start + 8) return false
  const little = view.getUint16(start) === 0x4949
  const at = start + view.getUint32(start + 4, little)
  if (at + 2 > view.byteLength) return false
  const entries = view.getUint16(at, little)
  for (let i = 0; i < entries && at + 4 + i * 12 <= view.byteLength; i++) {
    if (view.getUint16(at + 2 + i * 12, little) === 0x8825) return true
  }
  return false
}
