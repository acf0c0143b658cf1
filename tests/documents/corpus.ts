import { gzipSync } from 'node:zlib'
import { PDFName, PDFString } from '@cantoo/pdf-lib'
import type { FileRefusal, FileType } from '@palermo/shared/documents/files.ts'
import sharp from 'sharp'
import {
  apng,
  body,
  directoryName,
  docx,
  largePhotoJpeg,
  locked,
  lying,
  pdf,
  pdfBomb,
  photo,
  picture,
  pngOfSize,
  relations,
  type Sent,
  secret,
  types,
  xlsx,
  zip,
} from './samples.ts'

const half = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
const html = '<!doctype html><html><script>alert(document.cookie)</script></html>'
/** The first box declares HEIC; the inspection does not read further. */
const heic = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic'),
  Buffer.alloc(4),
  Buffer.from('mif1heic'),
  Buffer.alloc(64),
])
const named = (name: string, bytes: Buffer | string | Promise<Buffer>) => async (): Promise<Sent> => ({
  name,
  bytes: Buffer.from(await bytes),
})
const _relation = (type: string, target: string, mode = '') => ({
  'word/_rels/document.xml.rels': relations(`<Relationship Id="r9" Type="${type}" Target="${target}" ${mode}/>`),
})

/**
 * Files that lie about their type, are damaged or contain active content, each with the reason for which it is refused.
 */
export const hostile: Record<string, [make: () => Promise<Sent>, why: FileRefusal]> = {
  'nothing at all': [named('a.jpg', ''), 'empty'],
  'a drawing with a script': [named('a.svg', svg), 'unknown-type'],
  'a drawing with a script named as a picture': [named('a.png', svg), 'unknown-type'],
  'a photograph that an iPhone took': [named('IMG_1.HEIC', heic), 'heic'],
  'a photograph that an iPhone took, named as a picture': [named('IMG_1.jpg', heic), 'heic'],
  'a page named as a picture': [named('a.png', html), 'unknown-type'],
  'a page': [named('a.html', html), 'unknown-type'],
  'a page named as words': [named('a.txt', html), 'type-differs'],
  'a page in old letters named as words': [named('a.txt', Buffer.from(html, 'utf16le')), 'unknown-type'],
  'words with an escape for a terminal': [named('a.txt', 'x\u001b]0;owned\u0007'), 'unknown-type'],
  'words that are no UTF-8': [named('a.txt', Buffer.from([0x41, 0xff, 0xfe, 0x41])), 'unknown-type'],
  'a programme': [named('a.exe', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)])), 'unknown-type'],
  'a programme named as a PDF': [
    named('a.pdf', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(600)])),
    'unknown-type',
  ],
  'a script for a shell': [named('a.pdf', '#!/bin/sh\nrm -rf /\n'), 'unknown-type'],
  'a packed file': [named('a.gz', gzipSync('x')), 'unknown-type'],
  'an archive': [async () => named('a.zip', zip({ 'a.txt': 'x' }))(), 'unknown-type'],
  'a moving picture of old': [async () => named('a.gif', picture().gif().toBuffer())(), 'unknown-type'],
  'a PDF named as a picture': [async () => named('a.jpg', pdf())(), 'type-differs'],
  'a picture named as a PDF': [async () => named('a.pdf', photo())(), 'type-differs'],
  'a document named as a table': [async () => named('a.xlsx', docx())(), 'type-differs'],

  'a picture cut off': [async () => named('a.jpg', half(await largePhotoJpeg()))(), 'broken'],
  'a drawing of points cut off': [async () => named('a.png', half(await photo('png')))(), 'broken'],
  'a picture that is only a head': [named('a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])), 'broken'],
  'a bomb of points': [async () => named('a.png', pngOfSize(50_000, 50_000))(), 'too-many-pixels'],
  'a picture whose head lies': [async () => named('a.png', pngOfSize(640, 480))(), 'broken'],
  'a real bomb of points': [
    async () =>
      named(
        'a.png',
        sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#000' } })
          .png()
          .toBuffer(),
      )(),
    'too-many-pixels',
  ],
  'a picture that moves': [async () => named('a.png', apng())(), 'moving'],

  'a PDF that is locked': [async () => named('a.pdf', locked())(), 'encrypted'],
  'a PDF cut off': [async () => named('a.pdf', half(await pdf()))(), 'broken'],
  'a PDF that is only a head': [named('a.pdf', '%PDF-1.7\n%%EOF\n'), 'broken'],
  'a PDF behind a picture': [
    async () => named('a.pdf', Buffer.concat([await picture().gif().toBuffer(), await pdf()]))(),
    'unknown-type',
  ],
  'a PDF that unpacks without end': [async () => named('a.pdf', pdfBomb())(), 'broken'],

  'a document that says it has macros': [
    async () =>
      named(
        'a.docm',
        docx({
          '[Content_Types].xml': types(
            '<Override PartName="/word/x.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>',
          ),
        }),
      )(),
    'active',
  ],
  'a document with entities': [
    async () => named('a.docx', docx({ 'word/document.xml': `<!DOCTYPE x [<!ENTITY a "b">]>${body('&a;')}` }))(),
    'active',
  ],
  'a document of before 2007': [
    named('a.doc', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024)])),
    'active',
  ],
  'a document that is only an archive': [async () => named('a.docx', zip({ 'a.txt': 'x' }))(), 'broken'],
  'a document cut off': [async () => named('a.docx', half(await docx()))(), 'broken'],
  'an archive that is a bomb': [
    async () => named('a.docx', docx({ 'word/big.xml': Buffer.alloc(200 * 1024 * 1024, 0x20) }))(),
    'too-much-inside',
  ],
  'an archive of too many': [
    async () =>
      named('a.docx', docx(Object.fromEntries(Array.from({ length: 3_100 }, (_, i) => [`word/x${i}.xml`, '<a/>']))))(),
    'too-much-inside',
  ],
  'an archive whose sizes lie': [async () => named('a.docx', lying(await docx(), 24, 7))(), 'broken'],
  'an archive whose sums lie': [async () => named('a.docx', lying(await docx(), 16, 7))(), 'broken'],
  'an archive with a way out': [
    async () =>
      named(
        'a.docx',
        directoryName(await docx({ 'word/aaaaaaaa.xml': '<a/>' }), 'word/aaaaaaaa.xml', '../../aaaaaaa.xml'),
      )(),
    'broken',
  ],
  'an archive with one name twice': [
    async () =>
      named(
        'a.docx',
        directoryName(await docx({ 'word/documenT.xml': '<a/>' }), 'word/documenT.xml', 'word/document.xml'),
      )(),
    'broken',
  ],
  'a document behind another file': [
    async () => named('a.docx', Buffer.concat([Buffer.from('GIF89a'), await docx()]))(),
    'unknown-type',
  ],
}

/** Files that are accepted, each with the type under which it is stored. */
export const honest: Record<string, [make: () => Promise<Sent>, type: FileType]> = {
  'a photograph': [async () => named('IMG_2034.JPG', photo())(), 'jpeg'],
  'a photograph without an ending': [async () => named('image', photo())(), 'jpeg'],
  'a picture of the screen': [async () => named('screen.png', photo('png'))(), 'png'],
  'a picture from a chat': [async () => named('chat.webp', photo('webp'))(), 'webp'],
  'a picture named as another sort of picture': [async () => named('chat.jpg', photo('webp'))(), 'webp'],
  'a picture with another file behind it': [
    async () => named('a.png', Buffer.concat([await photo('png'), await zip({ [secret]: secret })]))(),
    'png',
  ],
  'a PDF': [async () => named('letter.pdf', pdf())(), 'pdf'],
  'a PDF with a link': [
    async () =>
      named(
        'letter.pdf',
        pdf((document) => {
          const { context } = document
          const A = context.obj({ S: 'URI', URI: PDFString.of('https://example.org/') })
          const Rect = context.obj([10, 10, 90, 20])
          const link = context.register(context.obj({ Type: 'Annot', Subtype: 'Link', Rect, A }))
          document.getPage(0).node.set(PDFName.of('Annots'), context.obj([link]))
        }),
      )(),
    'pdf',
  ],
  'a PDF with an archive behind it': [
    async () =>
      named(
        'a.pdf',
        Buffer.concat([await pdf(), Buffer.from('\n'), await zip({ [secret]: secret }), Buffer.from('%%EOF')]),
      )(),
    'pdf',
  ],
  'a document': [async () => named('report.docx', docx())(), 'docx'],
  'a table': [async () => named('costs.xlsx', xlsx())(), 'xlsx'],
  'words in every script': [named('chat.txt', 'Nguyễn, Łódź, 😀\n\tالعربية, ไทย\r\n'), 'text'],
}
