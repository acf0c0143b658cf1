import { photo } from './samples.ts'

const namespaces = Object.entries({
  office: 'office',
  style: 'style',
  text: 'text',
  table: 'table',
  draw: 'drawing',
  fo: 'xsl-fo-compatible',
  svg: 'svg-compatible',
  number: 'datastyle',
})
  .map(([prefix, name]) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ')

/** Returns a text or spreadsheet in LibreOffice's single-file format, which LibreOffice converts to Office formats. */
const flat = (kind: 'text' | 'spreadsheet', body: string, styles: string, master = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><office:document ${namespaces} xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.${kind}"><office:automatic-styles>${styles}</office:automatic-styles>${master}<office:body><office:${kind}>${body}</office:${kind}></office:body></office:document>`

const run = (name: string, properties: string) =>
  `<style:style style:name="${name}" style:family="text"><style:text-properties ${properties}/></style:style>`
const paragraph = (name: string, properties: string, inside = '') =>
  `<style:style style:name="${name}" style:family="paragraph"><style:paragraph-properties ${properties}>${inside}</style:paragraph-properties></style:style>`
const cell = (name: string, properties: string) =>
  `<style:style style:name="${name}" style:family="table-cell"><style:table-cell-properties ${properties}/></style:style>`
const p = (words: string, style = '') => `<text:p${style ? ` text:style-name="${style}"` : ''}>${words}</text:p>`
const span = (words: string, style: string) => `<text:span text:style-name="${style}">${words}</text:span>`
const long = 'She arrived on Monday and asked for an interpreter before anything else was discussed with her. '
const page = (inside: string, properties = 'fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"') => ({
  styles: `<style:page-layout style:name="L"><style:page-layout-properties ${properties}/><style:header-style/><style:footer-style/></style:page-layout>`,
  master: `<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">${inside}</style:master-page></office:master-styles>`,
})
const picture = (bytes: Buffer) =>
  `<draw:frame text:anchor-type="as-char" svg:width="4cm" svg:height="3cm"><draw:image><office:binary-data>${bytes.toString('base64')}</office:binary-data></draw:image></draw:frame>`
const shape = (kind: string, more: string) =>
  `<draw:${kind} text:anchor-type="paragraph" draw:style-name="g" ${more}><text:p/></draw:${kind}>`
const shapes = `<style:style style:name="g" style:family="graphic"><style:graphic-properties draw:fill="solid" draw:fill-color="#88ccaa" svg:stroke-color="#225533" style:wrap="none"/></style:style>`
const rows = (count: number, columns: number, make: (row: number, column: number) => string) =>
  Array.from(
    { length: count },
    (_, row) =>
      `<table:table-row>${Array.from({ length: columns }, (_, column) => make(row, column)).join('')}</table:table-row>`,
  ).join('')
const td = (words: string, style = '', more = '') =>
  `<table:table-cell${style ? ` table:style-name="${style}"` : ''} ${more} office:value-type="string"><text:p>${words}</text:p></table:table-cell>`
const table = (inside: string, columns: number) =>
  `<table:table table:name="T"><table:table-column table:number-columns-repeated="${columns}"/>${inside}</table:table>`
const bordered =
  cell('c', 'fo:border="0.5pt solid #333333" fo:padding="0.1cm"') +
  cell('d', 'fo:border="1pt solid #aa0000" fo:background-color="#ffeedd" fo:padding="0.1cm"')

/** Texts with common features; LibreOffice converts each to a Word document and to a PDF. */
export const texts = async (): Promise<Record<string, string>> => {
  const image = await photo('png')
  const photograph = await photo('jpeg')
  const header = page(
    `<style:header>${p('Case file')}</style:header><style:footer>${p('Page <text:page-number text:select-page="current">1</text:page-number> of <text:page-count>1</text:page-count>')}</style:footer>`,
  )
  const wide = page(
    '',
    'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="2cm"',
  )
  const text = (body: string, styles = '', master = '') => flat('text', body, styles, master)
  return {
    plain: text(p('One line.') + p(long.repeat(4))),
    letters: text(
      p(
        ['bold', 'italic', 'line', 'struck', 'red', 'large', 'above', 'below', 'marked']
          .map((one) => span(`${one} `, one))
          .join(''),
      ),
      run('bold', 'fo:font-weight="bold"') +
        run('italic', 'fo:font-style="italic"') +
        run('line', 'style:text-underline-style="solid" style:text-underline-width="auto"') +
        run('struck', 'style:text-line-through-style="solid"') +
        run('red', 'fo:color="#cc0000"') +
        run('large', 'fo:font-size="22pt"') +
        run('above', 'style:text-position="super 58%"') +
        run('below', 'style:text-position="sub 58%"') +
        run('marked', 'fo:background-color="#ffff00"'),
    ),
    paragraphs: text(
      ['left', 'center', 'end', 'justify'].map((one) => p(long.repeat(2), one)).join(''),
      ['left', 'center', 'end', 'justify']
        .map((one) =>
          paragraph(one, `fo:text-align="${one}" fo:margin-left="1cm" fo:text-indent="0.5cm" fo:line-height="150%"`),
        )
        .join(''),
    ),
    framed: text(
      p(long, 'b'),
      paragraph('b', 'fo:border="1pt solid #000080" fo:background-color="#e8f0ff" fo:padding="0.3cm"'),
    ),
    headings: text(
      [1, 2, 3].map((level) => `<text:h text:outline-level="${level}">Heading ${level}</text:h>${p(long)}`).join(''),
    ),
    bullets: text(
      `<text:list><text:list-item>${p('one')}<text:list><text:list-item>${p('inside')}</text:list-item></text:list></text:list-item><text:list-item>${p('two')}</text:list-item></text:list>`,
      `<text:list-style style:name="l"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>`,
    ),
    numbers: text(
      `<text:list text:style-name="n"><text:list-item>${p('first')}</text:list-item><text:list-item>${p('second')}</text:list-item></text:list>`,
      `<text:list-style style:name="n"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."><style:list-level-properties text:space-before="0.5cm" text:min-label-width="0.7cm"/></text:list-level-style-number></text:list-style>`,
    ),
    table: text(
      table(
        rows(4, 3, (row, column) => td(`${row}.${column}`, 'c')),
        3,
      ),
      bordered,
    ),
    'merged cells': text(
      table(
        `<table:table-row>${td('across', 'd', 'table:number-columns-spanned="2"')}<table:covered-table-cell/>${td('x', 'c')}</table:table-row><table:table-row>${td('down', 'd', 'table:number-rows-spanned="2"')}${td('a', 'c')}${td('b', 'c')}</table:table-row><table:table-row><table:covered-table-cell/>${td('c', 'c')}${td('d', 'c')}</table:table-row>`,
        3,
      ),
      bordered,
    ),
    picture: text(p(`Before ${picture(image)} after`)),
    photograph: text(p(picture(photograph))),
    'header and footer': text(p(long.repeat(3)), header.styles, header.master),
    landscape: text(p(long.repeat(3)), wide.styles, wide.master),
    pages: text(p(long.repeat(60)) + p('A new page', 'n'), paragraph('n', 'fo:break-before="page"')),
    footnotes: text(
      p(
        `Words<text:note text:id="f1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>${p('Said by the officer.')}</text:note-body></text:note> and more`,
      ),
    ),
    endnotes: text(
      p(
        `Words<text:note text:id="e1" text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body>${p('At the end.')}</text:note-body></text:note>`,
      ),
    ),
    link: text(p(`See <text:a xlink:href="https://example.org/help" xlink:type="simple">the page</text:a> for help.`)),
    comment: text(
      p(
        `Words<office:annotation><dc:creator>Maria Cruz</dc:creator><dc:date>2026-01-01T00:00:00</dc:date>${p('Is this right?')}</office:annotation> with a note`,
      ),
    ),
    columns: text(
      `<text:section text:style-name="s" text:name="S">${p(long.repeat(6))}</text:section>`,
      `<style:style style:name="s" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="1cm"/></style:section-properties></style:style>`,
    ),
    tabs: text(
      p('Rent<text:tab/>120.00<text:tab/>paid', 't') + p('Food<text:tab/>33.10<text:tab/>open', 't'),
      paragraph(
        't',
        '',
        '<style:tab-stops><style:tab-stop style:position="5cm" style:type="right" style:leader-style="dotted" style:leader-text="."/><style:tab-stop style:position="8cm"/></style:tab-stops>',
      ),
    ),
    'right to left': text(
      p('العربية مرحبا بكم', 'r') + p('עברית', 'r'),
      paragraph('r', 'style:writing-mode="rl-tb" fo:text-align="start"'),
    ),
    scripts: text(p('Nguyễn Łódź Ελληνικά Кириллица 中文 日本語 ไทย')),
    frame: text(
      p(
        `<draw:frame text:anchor-type="paragraph" svg:width="6cm" svg:x="1cm" svg:y="1cm"><draw:text-box fo:min-height="2cm">${p('In a frame')}</draw:text-box></draw:frame>`,
      ) + p(long),
      shapes,
    ),
    shapes: text(
      p(
        shape('rect', 'svg:width="4cm" svg:height="2cm" svg:x="1cm" svg:y="1cm"') +
          shape('ellipse', 'svg:width="3cm" svg:height="2cm" svg:x="7cm" svg:y="1cm"'),
      ) + p(long),
      shapes,
    ),
    bookmark: text(
      p('<text:bookmark text:name="here"/>A place') +
        p('See page <text:bookmark-ref text:reference-format="page" text:ref-name="here">1</text:bookmark-ref>'),
    ),
    changes: text(
      `<text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info><dc:creator>Maria Cruz</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info></text:insertion></text:changed-region></text:tracked-changes>${p('Old <text:change-start text:change-id="c1"/>new<text:change-end text:change-id="c1"/> words')}`,
    ),
  }
}

const value = (kind: string, amount: string, more = '') =>
  `<table:table-cell office:value-type="${kind}" office:${kind === 'date' ? 'date-value' : 'value'}="${amount}" ${more}><text:p>${amount}</text:p></table:table-cell>`
const sheet = (name: string, inside: string) => `<table:table table:name="${name}">${inside}</table:table>`
const formula = (words: string, amount: number) => value('float', String(amount), `table:formula="of:=${words}"`)
const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`

/** Spreadsheets with common features; LibreOffice converts each to an Excel workbook. */
export const sheets = async (): Promise<Record<string, string>> => {
  const book = (body: string, styles = '') => flat('spreadsheet', body, styles)
  const image = await photo('png')
  const wide = `<style:style style:name="w" style:family="table-column"><style:table-column-properties style:column-width="6cm"/></style:style><style:style style:name="h" style:family="table-row"><style:table-row-properties style:row-height="1.5cm" style:use-optimal-row-height="false"/></style:style>`
  return {
    amounts: book(sheet('Costs', row(td('Rent'), value('float', '120.5')) + row(td('Food'), value('float', '33.1')))),
    computed: book(
      sheet(
        'Costs',
        row(value('float', '2'), value('float', '3'), formula('[.A1]+[.B1]', 5)) +
          row(formula('SUM([.A1:.B1])', 5), formula('IF([.A1]>1;10;20)', 10)),
      ),
    ),
    sheets: book(sheet('One', row(td('first'))) + sheet('Two', row(td('second'))) + sheet('Three', row(td('third')))),
    borders: book(
      sheet(
        'B',
        rows(4, 4, (one, two) => td(`${one}${two}`, (one + two) % 2 ? 'c' : 'd')),
      ),
      bordered,
    ),
    merged: book(
      sheet(
        'M',
        row(
          td('over three', 'd', 'table:number-columns-spanned="3"'),
          '<table:covered-table-cell/><table:covered-table-cell/>',
        ) + row(td('a'), td('b'), td('c')),
      ),
      bordered,
    ),
    widths: book(
      sheet(
        'W',
        `<table:table-column table:style-name="w"/><table:table-column/><table:table-row table:style-name="h">${td('wide and high')}${td('x')}</table:table-row>`,
      ),
      wide,
    ),
    dates: book(
      sheet('D', row(value('date', '2026-01-02', 'table:style-name="dt"'))),
      `<number:date-style style:name="n1"><number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/></number:date-style><style:style style:name="dt" style:family="table-cell" style:data-style-name="n1"/>`,
    ),
    percent: book(
      sheet('P', row(value('percentage', '0.25', 'table:style-name="pc"'))),
      `<number:percentage-style style:name="n2"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style><style:style style:name="pc" style:family="table-cell" style:data-style-name="n2"/>`,
    ),
    'turned and wrapped': book(
      sheet('T', row(td('turned', 'tu'), td('a long text that is wrapped in its cell', 'wr'))),
      `<style:style style:name="tu" style:family="table-cell"><style:table-cell-properties style:rotation-angle="90"/></style:style><style:style style:name="wr" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"/></style:style>`,
    ),
    letters: book(
      sheet('L', row(td('bold', 'bo'), td('red', 're'))),
      `<style:style style:name="bo" style:family="table-cell"><style:text-properties fo:font-weight="bold" fo:font-size="16pt"/></style:style><style:style style:name="re" style:family="table-cell"><style:text-properties fo:color="#cc0000" fo:font-style="italic"/></style:style>`,
    ),
    link: book(
      sheet(
        'K',
        row(
          '<table:table-cell office:value-type="string"><text:p><text:a xlink:href="https://example.org/" xlink:type="simple">page</text:a></text:p></table:table-cell>',
        ),
      ),
    ),
    note: book(
      sheet(
        'N',
        row(
          `<table:table-cell office:value-type="string"><office:annotation><dc:creator>Maria Cruz</dc:creator>${p('Is this right?')}</office:annotation><text:p>noted</text:p></table:table-cell>`,
        ),
      ),
    ),
    picture: book(
      sheet(
        'I',
        `<table:shapes><draw:frame svg:width="4cm" svg:height="3cm" svg:x="1cm" svg:y="1cm"><draw:image><office:binary-data>${image.toString('base64')}</office:binary-data></draw:image></draw:frame></table:shapes>${row(td('with a picture'))}`,
      ),
    ),
    many: book(
      sheet(
        'Many',
        rows(120, 6, (one, two) => value('float', String(one * two))),
      ),
    ),
    scripts: book(sheet('S', row(td('العربية'), td('中文'), td('Nguyễn')))),
  }
}
