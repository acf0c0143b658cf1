import { deflateSync } from 'node:zlib'
import { photo } from './samples.ts'
import { canary, type Trick } from './tricks.ts'

/** Objects by number; the content of a stream is given as bytes beside its dictionary. */
type Objects = Record<number, string | { dict: string; bytes: Buffer }>

const text = (value: string) => Buffer.from(value, 'latin1')

/** Returns a PDF as programs usually write it: objects, cross-reference table, trailer. */
const file = (objects: Objects, trailer = '/Root 1 0 R'): Buffer =>
  withTable(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), objects, trailer)

const withTable = (before: Buffer, objects: Objects, trailer: string): Buffer => {
  let whole = before
  const lines: string[] = []
  for (const [number, object] of Object.entries(objects)) {
    lines.push(`${number} 1\n${String(whole.length).padStart(10, '0')} 00000 n \n`)
    whole = Buffer.concat([whole, text(`${number} 0 obj\n`), ...bodyOf(object), text('\nendobj\n')])
  }
  const size = Math.max(...Object.keys(objects).map(Number), 40) + 1
  const end = `xref\n0 1\n0000000000 65535 f \n${lines.join('')}trailer\n<< /Size ${size} ${trailer} >>\nstartxref\n${whole.length}\n%%EOF\n`
  return Buffer.concat([whole, text(end)])
}

const bodyOf = (object: Objects[number]): Buffer[] =>
  typeof object === 'string'
    ? [text(object)]
    : [text(`<< /Length ${object.bytes.length} ${object.dict} >>\nstream\n`), object.bytes, text('\nendstream')]

const drawing = 'BT /F1 24 Tf 40 100 Td (shown) Tj ET'
/**
 * Returns the objects of a PDF with one page that shows `shown`; each argument is added to the dictionary of its name.
 */
const page = (more: {
  catalog?: string
  page?: string
  annotation?: string
  objects?: Objects
  content?: string
}): Objects => ({
  1: `<< /Type /Catalog /Pages 2 0 R ${more.catalog ?? ''} >>`,
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R ${more.annotation ? `/Annots [${more.annotation}]` : ''} ${more.page ?? ''} >>`,
  4: { dict: '', bytes: text(more.content ?? drawing) },
  5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ...more.objects,
})

/** The dictionary entries of each kind of action (ISO 32000-2, 12.6.4). */
const actions: Readonly<Record<string, string>> = {
  JavaScript: `/S /JavaScript /JS (${canary})`,
  'JavaScript of a stream': '/S /JavaScript /JS 30 0 R',
  Launch: `/S /Launch /F (${canary})`,
  'Launch of Windows': `/S /Launch /Win << /F (cmd.exe) /P (${canary}) >>`,
  SubmitForm: `/S /SubmitForm /F << /FS /URL /F (http://${canary}) >>`,
  ImportData: `/S /ImportData /F (${canary})`,
  GoToR: `/S /GoToR /D [0 /Fit] /F (\\\\\\\\${canary}\\\\x.pdf)`,
  GoToE: `/S /GoToE /D [0 /Fit] /F (${canary})`,
  Rendition: `/S /Rendition /OP 0 /JS (${canary})`,
  Movie: `/S /Movie /T (${canary})`,
  Sound: '/S /Sound /Sound 30 0 R',
  RichMediaExecute: `/S /RichMediaExecute /CMD << /C (${canary}) >>`,
  GoTo3DView: `/S /GoTo3DView /V (${canary})`,
  Thread: `/S /Thread /F (${canary}) /D 0`,
  'URI of a file': `/S /URI /URI (file://${canary}/x)`,
  'URI of a script': `/S /URI /URI (javascript:${canary})`,
  'URI without a lock': `/S /URI /URI (http://${canary}/)`,
  'a chain': `/S /GoTo /D [3 0 R /Fit] /Next << /S /JavaScript /JS (${canary}) >>`,
}
const annotation = (kind: string, more: string) => `<< /Type /Annot /Subtype /${kind} /Rect [10 10 90 30] ${more} >>`
/** The places of a PDF in which an action can be; each function returns the argument for `page`. */
const places: Readonly<Record<string, (action: string) => Parameters<typeof page>[0]>> = {
  'on opening': (action) => ({ catalog: `/OpenAction ${action}` }),
  'on closing': (action) => ({ catalog: `/AA << /WC ${action} >>` }),
  'on a page': (action) => ({ page: `/AA << /O ${action} >>` }),
  'under a link': (action) => ({ annotation: annotation('Link', `/A ${action}`) }),
  'over a link': (action) => ({ annotation: annotation('Link', `/AA << /E ${action} >>`) }),
  'under a field': (action) => ({
    catalog: '/AcroForm << /Fields [20 0 R] >>',
    annotation: '20 0 R',
    objects: { 20: annotation('Widget', `/FT /Btn /Ff 65536 /T (x) /A ${action} /AA << /U ${action} >>`) },
  }),
  'in a table of contents': (action) => ({
    catalog: '/Outlines 20 0 R',
    objects: {
      20: '<< /Type /Outlines /First 21 0 R /Last 21 0 R /Count 1 >>',
      21: `<< /Title (shown) /Parent 20 0 R /A ${action} >>`,
    },
  }),
  'among names': (action) => ({ catalog: `/Names << /JavaScript << /Names [(x) ${action}] >> >>` }),
}

/**
 * The ways in which one action can be written: inline, as an
 * object, compressed, in an incremental update, in character codes.
 */
const writings: Readonly<
  Record<string, (where: (action: string) => Parameters<typeof page>[0], action: string) => Buffer>
> = {
  plainly: (where, action) => file(withScript(page(where(`<< ${action} >>`)))),
  'as an object': (where, action) => file(withScript({ ...page(where('10 0 R')), 10: `<< ${action} >>` })),
  'with its kind as an object': (where, action) =>
    file(
      withScript({
        ...page(where('10 0 R')),
        10: `<< ${action.replace(/\/S \/(\w+)/, '/S 12 0 R')} >>`,
        12: /\/S (\/\w+)/.exec(action)?.[1] ?? '',
      }),
    ),
  'through three objects': (where, action) =>
    file(withScript({ ...page(where('10 0 R')), 10: '11 0 R', 11: '12 0 R', 12: `<< ${action} >>` })),
  'in letters by number': (where, action) =>
    file(
      withScript(
        page(
          where(
            `<< ${action.replaceAll(/\/(?=[A-Z])(\w)(\w*)/g, (_, first: string, rest: string) => `/#${first.charCodeAt(0).toString(16)}${rest}`)} >>`,
          ),
        ),
      ),
    ),
  'with comments between': (where, action) =>
    file(withScript(page(where(`<<% x\n${action.replaceAll(' /', '%>>\n/')}\n>>`)))),
  'in a packed object': (where, action) => packed(where, action, false),
  'in an object packed twice': (where, action) => packed(where, action, true),
  'in a later update': (where, action) => {
    const before = file(withScript({ ...page(where('10 0 R')), 10: '<< /S /GoTo /D [3 0 R /Fit] >>' }))
    return withTable(before, { 10: `<< ${action} >>` }, `/Root 1 0 R /Prev ${before.lastIndexOf('xref\n0 1')}`)
  },
}
const withScript = (objects: Objects): Objects => ({ ...objects, 30: { dict: '', bytes: text(canary) } })

/** Returns a PDF whose dictionaries are in an object stream (7.5.7), found through a cross-reference stream (7.5.8). */
const packed = (where: (action: string) => Parameters<typeof page>[0], action: string, twice: boolean): Buffer => {
  const objects = withScript(page(where('10 0 R')))
  const inside = `10 0 << ${action} >>`
  const once = deflateSync(text(inside))
  const stream = twice
    ? {
        dict: '/Type /ObjStm /N 1 /First 5 /Filter [/ASCIIHexDecode /FlateDecode]',
        bytes: text(`${once.toString('hex')}>`),
      }
    : { dict: '/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode', bytes: once }
  let whole = text('%PDF-1.7\n')
  const at = new Map<number, number>()
  for (const [number, object] of Object.entries({ ...objects, 31: stream })) {
    at.set(Number(number), whole.length)
    whole = Buffer.concat([whole, text(`${number} 0 obj\n`), ...bodyOf(object), text('\nendobj\n')])
  }
  const table = Buffer.concat(
    Array.from({ length: 33 }, (_, number) => {
      const line = Buffer.alloc(7)
      const [kind, first] =
        number === 10 ? [2, 31] : number === 32 ? [1, whole.length] : at.has(number) ? [1, at.get(number) ?? 0] : [0, 0]
      line[0] = kind
      line.writeUInt32BE(first, 1)
      return line
    }),
  )
  const xref = { dict: '/Type /XRef /Size 33 /W [1 4 2] /Root 1 0 R', bytes: table }
  return Buffer.concat([
    whole,
    text('32 0 obj\n'),
    ...bodyOf(xref),
    text(`\nendobj\nstartxref\n${whole.length}\n%%EOF\n`),
  ])
}

const acting: Trick[] = [
  ...Object.entries(actions).flatMap(([what, action]) =>
    Object.keys(writings).map((writing) => ({ what, action, writing, where: 'under a link' })),
  ),
  ...Object.entries(actions).flatMap(([what, action]) =>
    Object.keys(places).map((where) => ({ what, action, writing: 'as an object', where })),
  ),
  ...Object.keys(places).flatMap((where) =>
    Object.keys(writings).map((writing) => ({ what: 'Launch', action: actions.Launch ?? '', writing, where })),
  ),
].map(({ what, action, writing, where }) => ({
  name: `${what} ${where}, ${writing}`,
  extension: 'pdf' as const,
  stays: 'shown',
  make: () => {
    const put = places[where]
    return put ? (writings[writing]?.(put, action) ?? Buffer.alloc(0)) : Buffer.alloc(0)
  },
}))

const jpegWithPlace = async (filter: string, wrap: (bytes: Buffer) => Buffer) => {
  const bytes = wrap(await photo())
  const dict = `/Type /XObject /Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter ${filter}`
  const objects = page({ content: `${drawing} q 64 0 0 48 0 0 cm /I Do Q` })
  const own = String(objects[3]).replace('/Font <<', '/XObject << /I 20 0 R >> /Font <<')
  return file({ ...objects, 3: own, 20: { dict, bytes } })
}
const spec = `<< /Type /Filespec /F (${canary}) /EF << /F 30 0 R >> >>`
const others: Record<string, () => Buffer | Promise<Buffer>> = {
  'a file among names': () =>
    file(withScript(page({ catalog: `/Names << /EmbeddedFiles << /Names [(x) ${spec}] >> >>` }))),
  'a file of the document': () => file(withScript(page({ catalog: `/AF [${spec}]` }))),
  'a file on a page': () => file(withScript(page({ annotation: annotation('FileAttachment', `/FS ${spec}`) }))),
  'a portfolio': () => file(withScript(page({ catalog: `/Collection << /D (${canary}) >>` }))),
  'a form that is a programme': () => file(page({ catalog: `/AcroForm << /Fields [] /XFA [(x) (${canary})] >>` })),
  'a form that is a programme in a stream': () =>
    file(withScript(page({ catalog: '/AcroForm << /Fields [] /XFA 30 0 R >>' }))),
  'a film': () =>
    file(
      withScript(
        page({ annotation: annotation('RichMedia', `/RichMediaContent << /Assets << /Names [(x) ${spec}] >> >>`) }),
      ),
    ),
  'a screen': () => file(page({ annotation: annotation('Screen', `/A << /S /Rendition /JS (${canary}) >>`) })),
  'a note with words': () => file(page({ annotation: annotation('Text', `/Contents (${canary}) /T (${canary})`) })),
  'metadata of the document': () => file(withScript(page({ catalog: '/Metadata 30 0 R' }))),
  'metadata of a page': () => file(withScript(page({ page: '/Metadata 30 0 R' }))),
  'notes of a programme': () => file(page({ page: `/PieceInfo << /X << /Private (${canary}) >> >>` })),
  'who made it': () =>
    file({ ...page({}), 20: `<< /Author (${canary}) /Producer (${canary}) >>` }, '/Root 1 0 R /Info 20 0 R'),
  'an object that nothing leads to': () => file({ ...page({}), 20: `<< /S /Launch /F (${canary}) >>` }),
  'an older state': () => {
    const before = file({ ...page({}), 4: { dict: '', bytes: text(`% ${canary}\n${drawing}`) } })
    return withTable(
      before,
      { 4: { dict: '', bytes: text(drawing) } },
      `/Root 1 0 R /Prev ${before.lastIndexOf('xref\n0 1')}`,
    )
  },
  'a comment among instructions': () => file(page({ content: `% ${canary}\n${drawing}` })),
  'an unknown instruction': () => file(page({ content: `BX (${canary}) evil EX ${drawing}` })),
  'a property of marked content': () => file(page({ content: `/X << /A (${canary}) >> BDC ${drawing} EMC` })),
  'a page of the web among instructions': () => file(page({ content: `<script>${canary}</script>\n${drawing}` })),
  'a stream that stands elsewhere': () =>
    file({ ...page({}), 4: { dict: `/F (http://${canary}/)`, bytes: text(drawing) } }),
  'a key of its own': () => file(page({ catalog: `/Evil (${canary})`, page: `/Evil (${canary})` })),
  'words behind its end': () => Buffer.concat([file(page({})), text(`${canary}\n%%EOF\n`)]),
  'words before its beginning': () => Buffer.concat([text(`${canary}\n`), file(page({}))]),
  'a picture before it': () => Buffer.concat([text('GIF89a'), file(page({}))]),
  'a page of the web behind its first line': () =>
    file(page({})) && Buffer.concat([text(`%PDF-1.7 <html>${canary}</html>\n`), file(page({}))]),
  'a place in a photograph': () => jpegWithPlace('/DCTDecode', (bytes) => bytes),
  'a place in a photograph that is packed': () =>
    jpegWithPlace('[/FlateDecode /DCTDecode]', (bytes) => deflateSync(bytes)),
  'a place in a photograph in letters': () =>
    jpegWithPlace('[/ASCIIHexDecode /DCTDecode]', (bytes) => text(`${bytes.toString('hex')}>`)),
  'words behind a photograph': () => jpegWithPlace('/DCTDecode', (bytes) => Buffer.concat([bytes, text(canary)])),
}

/** Removes the second of two tricks with the same name, since the lists overlap. */
const eachOnce = (tricks: readonly Trick[]) => [...new Map(tricks.map((one) => [one.name, one])).values()]

export const pdfTricks: readonly Trick[] = [
  ...eachOnce(acting),
  ...Object.entries(others).map(([name, make]) => ({ name, extension: 'pdf' as const, stays: 'shown', make })),
]
