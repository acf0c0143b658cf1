/**
 * Removes metadata (place, time, camera, author) from a picture inside another file, and bytes after the end of the
 * picture; the pixels stay unchanged. Pictures in formats other than JPEG, PNG and JPEG 2000 are returned unchanged.
 */
export const withoutDetails = (picture: Uint8Array): Uint8Array => {
  if (picture[0] === 0xff && picture[1] === 0xd8) return jpegWithoutDetails(picture)
  return Buffer.from(picture.subarray(0, 12)).equals(jp2Head) ? jp2WithoutDetails(picture) : picture
}

/**
 * Keeps only the segments needed for display: drops comments, and every APP segment except JFIF (APP0) and Adobe's
 * colour information (APP14) (ITU T.81, annex B).
 */
const jpegWithoutDetails = (jpeg: Uint8Array): Uint8Array => {
  const kept: Uint8Array[] = [jpeg.subarray(0, 2)]
  let at = 2
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1] ?? 0
    if (marker === endOfImage) break
    if (marker === 0xff) {
      at += 1
      continue
    }
    const end = at + 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0))
    if (end > jpeg.length) break
    const next = marker === startOfScan ? scanEnd(jpeg, end) : end
    if (!isDetail(marker)) kept.push(jpeg.subarray(at, next))
    at = next
  }
  return Buffer.concat([...kept, Buffer.from([0xff, endOfImage])])
}
const startOfScan = 0xda
const endOfImage = 0xd9
const comment = 0xfe
const isDetail = (marker: number) => marker === comment || (marker >= 0xe1 && marker <= 0xef && marker !== 0xee)

/**
 * Returns the end of the coded pixels: the position of the first marker that is neither a stuffed byte nor a restart
 * marker.
 */
const scanEnd = (jpeg: Uint8Array, from: number): number => {
  for (let at = jpeg.indexOf(0xff, from); at >= 0; at = jpeg.indexOf(0xff, at + 1)) {
    const marker = jpeg[at + 1] ?? endOfImage
    if (marker !== 0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7)) return at
  }
  return jpeg.length
}

/** Keeps only the boxes needed for display (ISO 15444-1, annex I). */
const jp2WithoutDetails = (picture: Uint8Array): Uint8Array => {
  const view = new DataView(picture.buffer, picture.byteOffset, picture.byteLength)
  const kept: Uint8Array[] = []
  for (let at = 0; at + 8 <= picture.length; ) {
    const said = view.getUint32(at)
    const long = said === 1 && at + 16 <= picture.length ? Number(view.getBigUint64(at + 8)) : said
    const end = long === 0 ? picture.length : Math.min(at + long, picture.length)
    const name = Buffer.from(picture.subarray(at + 4, at + 8)).toString('latin1')
    if (end <= at) break
    if (jp2Boxes.has(name)) kept.push(picture.subarray(at, end))
    at = end
  }
  return Buffer.concat(kept)
}
const jp2Head = Buffer.from([0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a])
const jp2Boxes = new Set(['jP  ', 'ftyp', 'jp2h', 'jp2c'])
