import { crc32, deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'

/**
 * Reduces a screenshot to 256 colours and a third of its bytes, which is enough for pages with few colours.
 * @param png a screenshot of the browser
 * @param page any page of the same browser, which decodes the PNG
 */
export const withFewColours = async (png: Buffer, page: Page): Promise<Buffer> => {
  const { width, height, palette, names } = await page.evaluate(mixColours, png.toString('base64'))
  const named = Buffer.from(names, 'base64')
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y += 1) named.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  // Eight bits for each pixel, which is an index into the palette (PNG, third edition, 11.2.1).
  head.set([8, 3], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette)),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/**
 * Runs in the page. Merges similar colours, keeps the most
 * frequent, and replaces the others by the nearest kept colour.
 */
const mixColours = async (base64: string) => {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]))
  const { width, height } = bitmap
  const canvas = new OffscreenCanvas(width, height).getContext('2d')
  if (!canvas) throw new Error('there is nothing to draw on')
  canvas.drawImage(bitmap, 0, 0)
  const { data } = canvas.getImageData(0, 0, width, height)
  const alike = new Map<number, { n: number; sum: [number, number, number] }>()
  const kindOf = (at: number) =>
    (((data[at] ?? 0) >> 2) << 12) | (((data[at + 1] ?? 0) >> 2) << 6) | ((data[at + 2] ?? 0) >> 2)
  for (let at = 0; at < data.length; at += 4) {
    const kind = kindOf(at)
    const known = alike.get(kind) ?? { n: 0, sum: [0, 0, 0] }
    known.n += 1
    for (const part of [0, 1, 2] as const) known.sum[part] += data[at + part] ?? 0
    alike.set(kind, known)
  }
  const kinds = [...alike].map(([kind, { n, sum }]) => ({ kind, n, colour: sum.map((part) => Math.round(part / n)) }))
  const chosen = kinds.sort((one, other) => other.n - one.n).slice(0, 256)
  const distance = (one: number[], other: number[]) =>
    one.reduce((far, part, at) => far + (part - (other[at] ?? 0)) ** 2, 0)
  const nameOf = new Map(
    kinds.map(({ kind, colour }) => {
      const far = chosen.map((one) => distance(one.colour, colour))
      return [kind, far.indexOf(Math.min(...far))]
    }),
  )
  let names = ''
  for (let at = 0; at < data.length; at += 4) names += String.fromCharCode(nameOf.get(kindOf(at)) ?? 0)
  return { width, height, palette: chosen.flatMap(({ colour }) => colour), names: btoa(names) }
}
