import { buffer } from 'node:stream/consumers'
import { PDFDocument } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { ZipFile } from 'yazl'

/**
 * A text written where nothing may be kept, such as metadata. If a cleaned file contains the text, metadata was kept.
 */
export const secret = 'Hoopoe-Lantern-4471'

export interface Sent {
  name: string
  bytes: Buffer
}

export const picture = (width = 64, height = 48) =>
  sharp({
    create: { width, height, channels: 3, background: '#3a7', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  })

/** EXIF data with author and place: 14° 35′ N, 120° 58′ E. */
const taken = {
  IFD0: { Artist: secret, Make: secret, Copyright: secret },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '14/1 35/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '120/1 58/1 0/1' },
}
export const photo = async (format: 'jpeg' | 'png' | 'webp' = 'jpeg'): Promise<Buffer> =>
  picture().withExif(taken).toFormat(format).toBuffer()

export const pdf = async (change?: (document: PDFDocument) => void | Promise<void>): Promise<Buffer> => {
  const document = await PDFDocument.create()
  document.setAuthor(secret)
  document.setProducer(secret)
  document.addPage([300, 200]).drawText('A page')
  await change?.(document)
  return Buffer.from(await document.save({ useObjectStreams: false }))
}
export const zip = async (files: Record<string, string | Buffer>): Promise<Buffer> => {
  const made = new ZipFile()
  for (const [name, content] of Object.entries(files)) made.addBuffer(Buffer.from(content), name)
  made.end()
  return buffer(made.outputStream)
}
export const relations = (...lines: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines.join('')}</Relationships>`
export const types = (more = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>${more}</Types>`
export const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const body = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p w:rsidR="00A1B2C3"><w:r>${inside}</w:r></w:p></w:body></w:document>`

const docxParts = async (): Promise<Record<string, string | Buffer>> => ({
  '[Content_Types].xml': types(),
  '_rels/.rels': relations(
    `<Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/>`,
    `<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
  ),
  'word/document.xml': body('<w:t>Words</w:t>'),
  'word/_rels/document.xml.rels': relations(
    `<Relationship Id="rId2" Type="${office}/hyperlink" Target="https://example.org/" TargetMode="External"/>`,
  ),
  'word/media/image1.jpeg': await photo(),
  'docProps/core.xml': `<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>${secret}</dc:creator></cp:coreProperties>`,
  'docProps/app.xml': `<Properties><Company>${secret}</Company></Properties>`,
})
export const docx = async (more: Record<string, string | Buffer> = {}): Promise<Buffer> =>
  zip({ ...(await docxParts()), ...more })
const sheetMain = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const sheetType = (part: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${part}+xml`
/** Returns a workbook with one sheet, whose first row contains `cells`. */
export const xlsx = async (more: Record<string, string | Buffer> = {}, cells = ''): Promise<Buffer> =>
  zip({
    '[Content_Types].xml': types(
      `<Override PartName="/xl/workbook.xml" ContentType="${sheetType('sheet.main')}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType('worksheet')}"/>`,
    ).replace(/<Override PartName="\/word[^>]*>/, ''),
    '_rels/.rels': relations(`<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/>`),
    'xl/workbook.xml': `<workbook xmlns="${sheetMain}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      `<Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`,
    ),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${sheetMain}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Rent</t></is></c>${cells}</row></sheetData></worksheet>`,
    'docProps/core.xml': `<cp:coreProperties xmlns:cp="x"><cp:creator>${secret}</cp:creator></cp:coreProperties>`,
    ...more,
  })

/** Returns the zip with a false value in its directory. `field`: the offset of the value within the directory entry. */
export const lying = (archive: Buffer, field: number, value: number): Buffer => {
  const told = Buffer.from(archive)
  for (let at = told.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = told.indexOf('PK\x01\x02', at + 4, 'latin1'))
    told.writeUInt32LE(value, at + field)
  return told
}
export const directoryName = (archive: Buffer, from: string, to: string) => {
  const told = Buffer.from(archive)
  for (let at = told.indexOf(from); at >= 0; at = told.indexOf(from, at + 1)) told.write(to, at, 'latin1')
  return told
}

/** Returns a PNG whose header declares a size that its data does not have. */
export const pngOfSize = async (width: number, height: number): Promise<Buffer> => {
  const { crc32 } = await import('node:zlib')
  const png = Buffer.from(await picture().png().toBuffer())
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}
export const apng = async (): Promise<Buffer> => {
  const png = await picture().png().toBuffer()
  const { crc32 } = await import('node:zlib')
  const chunk = Buffer.alloc(20)
  chunk.writeUInt32BE(8, 0)
  chunk.write('acTL', 4, 'latin1')
  chunk.writeUInt32BE(2, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 16)), 16)
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}

export const largePhotoJpeg = () => picture(800, 600).jpeg().toBuffer()
export const locked = async (): Promise<Buffer> => {
  const document = await PDFDocument.create()
  document.addPage()
  document.encrypt({ userPassword: 'x', ownerPassword: 'y' })
  return Buffer.from(await document.save())
}
/** Returns a PDF with an object of two gigabytes of blanks, compressed twice. */
export const pdfBomb = async (): Promise<Buffer> => {
  const { createDeflate, deflateSync } = await import('node:zlib')
  const deflate = createDeflate({ level: 9 })
  const packed = buffer(deflate)
  const nothing = Buffer.alloc(1024 * 1024, 0x20)
  for (let i = 0; i < 2048; i++) if (!deflate.write(nothing)) await new Promise((go) => deflate.once('drain', go))
  deflate.end()
  const twice = deflateSync(await packed)
  const head = `%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode] /Length ${twice.length} >>\nstream\n`
  const tail = '\nendstream\nendobj\ntrailer\n<< /Root 2 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n'
  return Buffer.concat([Buffer.from(head, 'latin1'), twice, Buffer.from(tail, 'latin1')])
}
/** Returns a PNG of about this many bytes, filled with noise, which cannot be compressed. */
export const largePhoto = async (bytes: number): Promise<Buffer> => {
  const side = Math.ceil(Math.sqrt(bytes / 3.1))
  return sharp({
    create: {
      width: side,
      height: side,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 80 },
    },
  })
    .png({ compressionLevel: 1 })
    .toBuffer()
}
