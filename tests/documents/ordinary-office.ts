import { docx, office, photo, relations, types, xlsx } from './samples.ts'

const wordMain = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const drawing = 'http://schemas.openxmlformats.org/drawingml/2006'
const word2010 = 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape'
const chartType = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml'
const wordType = (part: string) => `application/vnd.openxmlformats-officedocument.wordprocessingml.${part}+xml`
const override = (part: string, type: string) => `<Override PartName="${part}" ContentType="${type}"/>`
const related = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`

const document = (body: string) =>
  `<?xml version="1.0"?><w:document xmlns:w="${wordMain}" xmlns:r="${office}" xmlns:a="${drawing}/main" xmlns:wp="${drawing}/wordprocessingDrawing" xmlns:pic="${drawing}/picture" xmlns:c="${drawing}/chart" xmlns:wps="${word2010}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" mc:Ignorable="wps"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`
const r = (words: string, properties = '') =>
  `<w:r>${properties ? `<w:rPr>${properties}</w:rPr>` : ''}<w:t xml:space="preserve">${words}</w:t></w:r>`
const p = (inside: string, properties = '') => `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}${inside}</w:p>`
const char = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`
const field = (instruction: string, shown: string) =>
  `${char('begin')}<w:r><w:instrText xml:space="preserve"> ${instruction} </w:instrText></w:r>${char('separate')}${r(shown)}${char('end')}`
const inline = (graphic: string) =>
  `<w:r><w:drawing><wp:inline><wp:extent cx="2743200" cy="1828800"/><wp:docPr id="1" name="Picture 1"/>${graphic}</wp:inline></w:drawing></w:r>`
const shape = (words: string) =>
  `<mc:AlternateContent><mc:Choice Requires="wps">${`<w:drawing><wp:inline><wp:extent cx="2743200" cy="914400"/><wp:docPr id="2" name="Box 2"/><a:graphic><a:graphicData uri="${word2010}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2743200" cy="914400"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="CCE0FF"/></a:solidFill><a:ln w="12700"><a:solidFill><a:srgbClr val="003366"/></a:solidFill></a:ln></wps:spPr><wps:txbx><w:txbxContent>${p(r(words))}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>`}</mc:Choice><mc:Fallback><w:pict><v:rect style="width:216pt;height:72pt"><v:textbox><w:txbxContent>${p(r(words))}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent>`

const points = (tag: string, values: readonly (string | number)[]) =>
  `<c:${tag}><c:f>Sheet1!$A$1:$A$3</c:f><c:${tag === 'strRef' ? 'strCache' : 'numCache'}><c:ptCount val="${values.length}"/>${values.map((one, at) => `<c:pt idx="${at}"><c:v>${one}</c:v></c:pt>`).join('')}</c:${tag === 'strRef' ? 'strCache' : 'numCache'}></c:${tag}>`
const chart = `<?xml version="1.0"?><c:chartSpace xmlns:c="${drawing}/chart" xmlns:a="${drawing}/main" xmlns:r="${office}"><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:cat>${points('strRef', ['Jan', 'Feb', 'Mar'])}</c:cat><c:val>${points('numRef', [3, 5, 2])}</c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/></c:chart></c:chartSpace>`
const graphic = (uri: string, inside: string) =>
  `<a:graphic><a:graphicData uri="${drawing}/${uri}">${inside}</a:graphicData></a:graphic>`

type Make = () => Promise<Buffer>
const word =
  (body: string, more: Record<string, string | Buffer> = {}, rels: string[] = [], overrides = ''): Make =>
  () =>
    docx({
      'word/document.xml': document(body),
      'word/_rels/document.xml.rels': relations(...rels),
      '[Content_Types].xml': types(
        `<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="png" ContentType="image/png"/>${overrides}`,
      ),
      ...more,
    })

/** Documents as Word writes them, with features that LibreOffice writes in another way. */
export const wordDocuments: Readonly<Record<string, Make>> = {
  'fields of Word': word(p(`${r('Page ')}${field('PAGE \\* MERGEFORMAT', '1')}${r(' of ')}${field('NUMPAGES', '1')}`)),
  'a field within a field': word(
    p(
      `${char('begin')}<w:r><w:instrText>IF </w:instrText></w:r>${field('PAGE', '1')}<w:r><w:instrText> = 1 "x" "y"</w:instrText></w:r>${char('separate')}${r('shown')}${char('end')}`,
    ),
  ),
  'content controls': word(
    `<w:sdt><w:sdtPr><w:alias w:val="Name"/><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>${p(r('Filled in'))}</w:sdtContent></w:sdt>${p(`<w:sdt><w:sdtContent>${r('and inside a line')}</w:sdtContent></w:sdt>`)}`,
  ),
  'a text box': word(p(`<w:r>${shape('In a box')}</w:r>`) + p(r('Below'))),
  'an old text box': word(
    p(
      `<w:r><w:pict><v:rect style="width:200pt;height:60pt" fillcolor="#ffeecc" strokecolor="#664400"><v:textbox><w:txbxContent>${p(r('Old box'))}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>`,
    ),
  ),
  'a formula': word(
    p(`<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>`),
  ),
  'a chart': word(
    p(inline(graphic('chart', '<c:chart r:id="rId7"/>'))),
    { 'word/charts/chart1.xml': chart },
    [related('rId7', 'chart', 'charts/chart1.xml')],
    override('/word/charts/chart1.xml', chartType),
  ),
  changes: word(
    p(
      `${r('Old ')}<w:ins w:id="1" w:author="Maria" w:date="2026-01-01T00:00:00Z">${r('new')}</w:ins><w:del w:id="2" w:author="Maria" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>gone</w:delText></w:r></w:del>`,
    ),
  ),
  'a table with style': word(
    `<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:firstRow="1"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>${[1, 2, 3].map((row) => `<w:tr><w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/><w:shd w:val="clear" w:fill="${row === 1 ? 'DDE8CB' : 'FFFFFF'}"/></w:tcPr>${p(r(`row ${row}`))}</w:tc><w:tc>${p(r(String(row)))}</w:tc></w:tr>`).join('')}</w:tbl>${p('')}`,
    {
      'word/styles.xml': `<w:styles xmlns:w="${wordMain}"><w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => `<w:${side} w:val="single" w:sz="8" w:color="004400"/>`).join('')}</w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style></w:styles>`,
    },
    [related('rId7', 'styles', 'styles.xml')],
    override('/word/styles.xml', wordType('styles')),
  ),
  'a picture of Word': async () =>
    word(
      p(
        inline(
          graphic(
            'picture',
            `<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="C:\\Users\\maria\\me.jpg"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId7"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2743200" cy="1828800"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`,
          ),
        ),
      ),
      { 'word/media/image1.jpeg': await photo() },
      [related('rId7', 'image', 'media/image1.jpeg')],
    )(),
  'in UTF-16': () =>
    docx({
      'word/document.xml': Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(
          document(p(r('Ąć ñ 中文'))).replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>'),
          'utf16le',
        ),
      ]),
    }),
  'ticks of a form': word(
    p(
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r>${char('separate')}${r('agreed')}${char('end')}`,
    ),
  ),
}

const sheetMain = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const worksheet = (inside: string, more = '') =>
  `<?xml version="1.0"?><worksheet xmlns="${sheetMain}" xmlns:r="${office}"><sheetData>${inside}</sheetData>${more}</worksheet>`
const cell = (at: string, words: string) => `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`
const sheetRelated = (...lines: string[]) => ({ 'xl/worksheets/_rels/sheet1.xml.rels': relations(...lines) })

/** Workbooks as Excel writes them. */
export const workbooks: Readonly<Record<string, Make>> = {
  'saved values': () =>
    xlsx({
      'xl/worksheets/sheet1.xml': worksheet(
        '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><f>A1*21</f><v>42</v></c><c r="C1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="D1" t="b"><f>A1=2</f><v>1</v></c></row>',
      ),
    }),
  'rich words': () =>
    xlsx({
      'xl/worksheets/sheet1.xml': worksheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><b/><sz val="18"/><color rgb="FFCC0000"/></rPr><t>Bold</t></r><r><t xml:space="preserve"> and plain</t></r></is></c></row>',
      ),
    }),
  merged: () =>
    xlsx({
      'xl/worksheets/sheet1.xml': worksheet(
        `<row r="1">${cell('A1', 'over two')}<c r="B1"/></row><row r="2">${cell('A2', 'a')}${cell('B2', 'b')}</row>`,
        '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
      ),
    }),
  'a header': () =>
    xlsx({
      'xl/worksheets/sheet1.xml': worksheet(
        `<row r="1">${cell('A1', 'words')}</row>`,
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><headerFooter><oddHeader>&amp;CCase file</oddHeader><oddFooter>&amp;CPage &amp;P</oddFooter></headerFooter>',
      ),
    }),
  conditions: () =>
    xlsx({
      'xl/worksheets/sheet1.xml': worksheet(
        '<row r="1"><c r="A1"><v>5</v></c><c r="B1"><v>50</v></c></row>',
        '<conditionalFormatting sqref="A1:B1"><cfRule type="colorScale" priority="1"><colorScale><cfvo type="min"/><cfvo type="max"/><color rgb="FFFFFFFF"/><color rgb="FF00AA00"/></colorScale></cfRule></conditionalFormatting>',
      ),
    }),
  'a drawing': async () =>
    xlsx({
      'xl/worksheets/sheet1.xml': worksheet(
        `<row r="1">${cell('A1', 'with a picture')}</row>`,
        '<drawing r:id="rId1"/>',
      ),
      ...sheetRelated(related('rId1', 'drawing', '../drawings/drawing1.xml')),
      'xl/drawings/drawing1.xml': `<xdr:wsDr xmlns:xdr="${drawing}/spreadsheetDrawing" xmlns:a="${drawing}/main" xmlns:r="${office}"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>10</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="Picture 1"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`,
      'xl/drawings/_rels/drawing1.xml.rels': relations(related('rId1', 'image', '../media/image1.png')),
      'xl/media/image1.png': await photo('png'),
      '[Content_Types].xml': types(
        `<Default Extension="png" ContentType="image/png"/>${override('/xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml')}${override('/xl/worksheets/sheet1.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml')}${override('/xl/drawings/drawing1.xml', 'application/vnd.openxmlformats-officedocument.drawing+xml')}`,
      ).replace(/<Override PartName="\/word[^>]*>/, ''),
    }),
}
