import { buffer } from 'node:stream/consumers'
import { degrees, PDFDocument, PDFName, type PDFPage, PDFString, rgb, StandardFonts } from '@cantoo/pdf-lib'
import PDFKit from 'pdfkit'
import { photo } from './samples.ts'

const long = 'She arrived on Monday and asked for an interpreter before anything else was discussed with her. '

/** Web pages that the browser prints to PDF. */
export const webPages: Readonly<Record<string, string>> = {
  'a letter': `<h1>Letter</h1><p>${long.repeat(8)}</p><p style="text-align:right">Signed</p>`,
  'a table': `<table border=1 cellpadding=6>${Array.from({ length: 12 }, (_, row) => `<tr><td>${row}</td><td style="background:#def">${row * row}</td></tr>`).join('')}</table>`,
  'many pages': `${`<p style="break-after:page">${long.repeat(10)}</p>`.repeat(5)}`,
  'shades and turns':
    '<div style="width:300px;height:200px;background:linear-gradient(45deg,#f00,#00f);opacity:.6;transform:rotate(8deg)"></div><div style="width:200px;height:200px;border-radius:50%;background:radial-gradient(#fff,#080);box-shadow:8px 8px 12px #888"></div>',
  'a drawing':
    '<svg width=400 height=300><defs><pattern id=p width=20 height=20 patternUnits=userSpaceOnUse><circle cx=10 cy=10 r=6 fill=tomato /></pattern></defs><rect width=300 height=200 fill="url(#p)" stroke=black /><path d="M10 250 Q 150 100 300 250" fill=none stroke=navy stroke-width=4 stroke-dasharray="10 5"/><text x=20 y=290 font-size=24>Words</text></svg>',
  'many scripts': '<p style="font-size:24px">Nguyễn Łódź Ελληνικά Кириллица <bdi>العربية</bdi> 中文 ไทย</p>',
  links:
    '<p><a href="https://example.org/a">secure</a> <a href="#b">inside</a></p><p style="break-before:page" id=b>There</p>',
  'a form':
    '<form><input value="Filled in"> <input type=checkbox checked> <select><option>one<option selected>two</select> <textarea>more words</textarea></form>',
  lists:
    '<ol><li>one<ul><li>inside</ul><li>two</ol><dl><dt>Term<dd>Meaning</dl><blockquote>Quoted</blockquote><pre>  code</pre>',
}

const made = async (
  draw: (document: PDFDocument, page: PDFPage) => void | Promise<void>,
  packed = true,
): Promise<Buffer> => {
  const document = await PDFDocument.create()
  await draw(document, document.addPage([400, 300]))
  return Buffer.from(await document.save({ useObjectStreams: packed }))
}
const kit = async (draw: (document: InstanceType<typeof PDFKit>) => void): Promise<Buffer> => {
  const document = new PDFKit({ size: [400, 300], margin: 30 })
  const whole = buffer(document)
  draw(document)
  document.end()
  return whole
}

/** PDF files of other programs, with features that the browser's PDF files lack. */
export const pdfs: Readonly<Record<string, () => Promise<Buffer>>> = {
  words: () => made((_, page) => page.drawText('Words on a page', { x: 30, y: 200 })),
  'words, unpacked': () => made((_, page) => page.drawText('Words on a page', { x: 30, y: 200 }), false),
  fonts: () =>
    made(async (document, page) => {
      for (const [at, name] of [
        StandardFonts.TimesRoman,
        StandardFonts.Courier,
        StandardFonts.HelveticaBold,
        StandardFonts.Symbol,
      ].entries())
        page.drawText(name === StandardFonts.Symbol ? 'αβγ' : 'Words', {
          x: 30,
          y: 250 - at * 50,
          font: await document.embedFont(name),
        })
    }),
  'a photograph': () =>
    made(async (document, page) =>
      page.drawImage(await document.embedJpg(await photo()), { x: 20, y: 20, width: 300, height: 200 }),
    ),
  'a picture that shows through': () =>
    made(async (document, page) => {
      page.drawRectangle({ x: 0, y: 0, width: 200, height: 300, color: rgb(0.9, 0.5, 0.1) })
      page.drawImage(await document.embedPng(await photo('png')), {
        x: 50,
        y: 50,
        width: 200,
        height: 150,
        opacity: 0.5,
      })
    }),
  'a form that is filled in': () =>
    made((document, page) => {
      const form = document.getForm()
      const name = form.createTextField('name')
      name.setText('Filled in')
      name.addToPage(page, { x: 20, y: 200, width: 200, height: 24 })
      const box = form.createCheckBox('box')
      box.addToPage(page, { x: 20, y: 150, width: 20, height: 20 })
      box.check()
      const choice = form.createRadioGroup('choice')
      choice.addOptionToPage('a', page, { x: 60, y: 150, width: 20, height: 20 })
      choice.addOptionToPage('b', page, { x: 90, y: 150, width: 20, height: 20 })
      choice.select('b')
      const list = form.createDropdown('list')
      list.addOptions(['one', 'two'])
      list.select('two')
      list.addToPage(page, { x: 20, y: 100, width: 100, height: 20 })
    }),
  'a page turned': () =>
    made((_, page) => {
      page.setRotation(degrees(90))
      page.drawText('Turned', { x: 30, y: 200, size: 30 })
    }),
  'a page cut': () =>
    made((_, page) => {
      page.setCropBox(20, 20, 200, 200)
      page.drawText('Cut', { x: 30, y: 100, size: 30 })
    }),
  'a stamp': () =>
    made(({ context }, page) => {
      const appearance = context.register(
        context.stream('1 0 0 RG 4 w 2 2 96 36 re S', {
          Type: 'XObject',
          Subtype: 'Form',
          BBox: [0, 0, 100, 40],
          Matrix: [1, 0, 0, 1, 0, 0],
        }),
      )
      const stamp = context.register(
        context.obj({ Type: 'Annot', Subtype: 'Stamp', Rect: [100, 100, 300, 180], F: 4, AP: { N: appearance } }),
      )
      page.node.set(PDFName.of('Annots'), context.obj([stamp]))
    }),
  'a layer that is hidden': () =>
    made(({ context, catalog }, page) => {
      const layer = context.register(context.obj({ Type: 'OCG', Name: PDFString.of('Draft') }))
      catalog.set(PDFName.of('OCProperties'), context.obj({ OCGs: [layer], D: { OFF: [layer], Order: [layer] } }))
      page.node.set(PDFName.of('Resources'), context.obj({ Properties: { L: layer } }))
      const content = context.register(
        context.stream('/OC /L BDC 1 0 0 rg 50 50 200 100 re f EMC 0 0 1 rg 300 50 50 50 re f'),
      )
      page.node.set(PDFName.of('Contents'), content)
    }),
  'a form in a form': () =>
    made(({ context }, page) => {
      const inner = context.register(
        context.stream('0 0.5 0 rg 0 0 40 40 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 40, 40] }),
      )
      const outer = context.register(
        context.stream('q 2 0 0 2 10 10 cm /I Do Q', {
          Type: 'XObject',
          Subtype: 'Form',
          BBox: [0, 0, 200, 200],
          Resources: { XObject: { I: inner } },
        }),
      )
      page.node.set(PDFName.of('Resources'), context.obj({ XObject: { O: outer } }))
      page.node.set(PDFName.of('Contents'), context.register(context.stream('q /O Do Q q 1 0 0 1 150 100 cm /O Do Q')))
    }),
  'a picture among instructions': () =>
    made(({ context }, page) => {
      page.node.set(
        PDFName.of('Contents'),
        context.register(
          context.stream(
            'q 100 0 0 100 50 50 cm BI /W 2 /H 2 /BPC 8 /CS /RGB /F /AHx ID FF000000FF000000FFFFFF00> EI Q 0 0 1 rg 200 50 50 50 re f',
          ),
        ),
      )
    }),
  'colours of print': () =>
    made(({ context }, page) => {
      page.node.set(
        PDFName.of('Contents'),
        context.register(
          context.stream('1 0 0 0 k 50 50 100 100 re f 0 1 0 0 k 150 50 100 100 re f 0.5 g 250 50 100 100 re f'),
        ),
      )
    }),
  'shades of another writer': () =>
    kit((document) => {
      const shade = document.linearGradient(50, 50, 300, 200).stop(0, 'green').stop(1, 'red', 0.5)
      document.rect(50, 50, 250, 150).fill(shade)
      document.circle(200, 150, 60).lineWidth(5).dash(10, { space: 5 }).stroke('navy')
    }),
  'text of another writer': () =>
    kit((document) =>
      document.fontSize(18).text(long).fillColor('red').text('More', { underline: true, align: 'right' }),
    ),
  'pages of another writer': () =>
    kit((document) => document.text('One').addPage().text('Two').addPage({ size: 'A6' }).text('Three')),
}
