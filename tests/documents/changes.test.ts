import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'
import { inspect } from '@palermo/server/documents/inspect.ts'
import { expect, test } from 'vitest'
import { body, docx, office, pdf, relations, xlsx } from './samples.ts'

const bare = async (change?: (document: PDFDocument) => void | Promise<void>) => {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.addPage()
  await change?.(document)
  return Buffer.from(await document.save())
}
const withoutProperties = {
  '_rels/.rels': relations(`<Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/>`),
  'word/document.xml': body('<w:t>Words</w:t>').replace(' w:rsidR="00A1B2C3"', ''),
}
const related = (type: string, target: string, more = '') => ({
  'word/_rels/document.xml.rels': relations(
    `<Relationship Id="r1" Type="${office}/${type}" Target="${target}" ${more}/>`,
  ),
})
const link = (target: string) => ({
  ...withoutProperties,
  'word/document.xml': body(
    '<w:t>x</w:t></w:r><w:hyperlink xmlns:r="R" r:id="r1"><w:r><w:t>y</w:t></w:r></w:hyperlink><w:r>',
  )
    .replace('"R"', `"${office}"`)
    .replace(' w:rsidR="00A1B2C3"', ''),
  ...related('hyperlink', target, 'TargetMode="External"'),
})

/** For each file, the changes of which its sender is informed. */
const told: Record<string, [extension: string, make: () => Promise<Buffer>, changes: string[]]> = {
  'a PDF that says nothing about itself': ['pdf', () => bare(), []],
  'a PDF with its author': ['pdf', () => pdf(), ['details-removed']],
  'a PDF with a programme': [
    'pdf',
    () => bare((document) => document.addJavaScript('x', 'app.alert(1)')),
    ['active-removed'],
  ],
  'a PDF with a file': ['pdf', () => bare((document) => document.attach(Buffer.from('x'), 'x.txt')), ['files-removed']],
  'a PDF with a form': [
    'pdf',
    () =>
      bare((document) => {
        const field = document.getForm().createTextField('name')
        field.setText('x')
        field.addToPage(document.getPage(0))
      }),
    ['form-drawn'],
  ],
  'a PDF with a link without a lock': [
    'pdf',
    () =>
      bare((document) => {
        const { context } = document
        const A = context.obj({ S: 'URI', URI: PDFString.of('http://example.org/') })
        const annotation = context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], A })
        document.getPage(0).node.set(PDFName.of('Annots'), context.obj([context.register(annotation)]))
      }),
    ['links-removed'],
  ],
  'a document that says nothing about itself': ['docx', () => docx(withoutProperties), []],
  'a document with its author': ['docx', () => docx(), ['details-removed']],
  'a document with a link': ['docx', () => docx(link('https://example.org/')), []],
  'a document with a link to a file': ['docx', () => docx(link('file:///x')), ['links-removed']],
  'a document with macros': [
    'docx',
    () =>
      docx({
        ...withoutProperties,
        'word/_rels/document.xml.rels': relations(
          '<Relationship Id="r1" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>',
        ),
        'word/vbaProject.bin': 'x',
      }),
    ['active-removed'],
  ],
  'a document with a file': [
    'docx',
    () => docx({ ...withoutProperties, ...related('package', 'x.xlsx'), 'word/x.xlsx': 'x' }),
    ['files-removed'],
  ],
  'a sheet that computes': ['xlsx', () => xlsx({}, '<c r="B1"><f>1+1</f><v>2</v></c>'), ['values-only']],
}

test.each(Object.entries(told))(
  'of %s is told what was removed, and nothing else',
  async (_, [extension, make, changes]) => {
    const { result } = await inspect(await make(), extension)
    expect([...result.changes].sort()).toEqual(changes)
  },
)

test('a formula without its value refuses the sheet, which would show nothing there', async () => {
  await expect(xlsx({}, '<c r="B1"><f>1+1</f></c>').then((file) => inspect(file, 'xlsx'))).rejects.toMatchObject({
    why: 'no-values',
  })
})
