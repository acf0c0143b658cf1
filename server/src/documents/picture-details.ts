/**
 * A picture inside another file, without what was written beside it (place, time, camera, author): the picture itself is
 * not touched. What is neither JPEG nor PNG comes back as it is.
 */
export const withoutDetails = (picture: Uint8Array): Uint8Array => {
  if (picture[0] === 0xff && picture[1] === 0xd8) return jpegWithoutDetails(picture)
  return Buffer.from(picture.subarray(0, 8)).equals(pngHead) ? pngWithoutDetails(picture) : picture
}

/** Drops every APP segment but JFIF (APP0) and Adobe's note on colours (APP14), and comments (ITU T.81, annex B). */
const jpegWithoutDetails = (jpeg: Uint8Array): Uint8Array => {
  const kept: Uint8Array[] = [jpeg.subarray(0, 2)]
  let at = 2
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1] ?? 0
    const end = at + 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0))
    if (marker === startOfScan || end > jpeg.length) break
    if (!isDetail(marker)) kept.push(jpeg.subarray(at, end))
    at = end
  }
  kept.push(jpeg.subarray(at))
  return Buffer.concat(kept)
}
const startOfScan = 0xda
const comment = 0xfe
const isDetail = (marker: number) => marker === comment || (marker >= 0xe1 && marker <= 0xef && marker !== 0xee)

/** Drops the chunks that hold words, times and EXIF (PNG 3rd edition, 11.3). */
const pngWithoutDetails = (png: Uint8Array): Uint8Array => {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const kept: Uint8Array[] = [png.subarray(0, 8)]
  for (let at = 8; at + 12 <= png.length; ) {
    const end = at + 12 + view.getUint32(at)
    if (end > png.length) return Buffer.concat([...kept, png.subarray(at)])
    const name = Buffer.from(png.subarray(at + 4, at + 8)).toString('latin1')
    if (!pngDetails.has(name)) kept.push(png.subarray(at, end))
    at = end
    // Behind the end of the picture there may be anything.
    if (name === 'IEND') break
  }
  return Buffer.concat(kept)
}
const pngHead = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const pngDetails = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'])
