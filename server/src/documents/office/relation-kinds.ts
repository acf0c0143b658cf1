import type { Root } from './root.ts'

/**
 * The kinds of relations that a part may have. A kind is recognised by the `Type` of the relation and never by the
 * content of its target (ECMA-376, part 1, 11 to 15).
 */
export type RelationKind = keyof typeof wordKinds | keyof typeof sheetKinds

export interface Kind {
  type: string
  /**
   * The name of the target in the rebuilt file. `#` stands for a number if there may be several targets of this kind.
   */
  name: string
  contentType: string
  /** The root element of the target; undefined if the target is a picture or a web address, which are not XML. */
  root?: Root
  /** Whether the relation is kept although no element names it, because the part as a whole uses its target. */
  implied?: true
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const ml = 'application/vnd.openxmlformats-officedocument'
const inText = ['w', 'r', 'm', 'a', 'pic', 'wp', 'wp14', 'wps', 'wpg', 'wpc', 'c', 'v', 'o', 'w10'] as const

const text = (local: string, name = local, of: 'implied' | 'named' = 'named'): Kind => ({
  type: `${office}/${name}`,
  name: `word/${name}${of === 'named' ? '#' : ''}.xml`,
  contentType: `${ml}.wordprocessingml.${name}+xml`,
  root: { prefix: 'w', local, uses: inText },
  ...(of === 'implied' ? { implied: true as const } : {}),
})
const cells = (local: string, more: Partial<Kind> = {}): Kind => ({
  type: `${office}/${local}`,
  name: `xl/${local}s/${local}#.xml`,
  contentType: `${ml}.spreadsheetml.${local}+xml`,
  root: { prefix: 'x', local, uses: ['x', 'r', 'xdr', 'a'] },
  ...more,
})
const theme = (folder: string): Kind => ({
  type: `${office}/theme`,
  name: `${folder}/theme/theme#.xml`,
  contentType: `${ml}.theme+xml`,
  root: { prefix: 'a', local: 'theme', uses: ['a', 'r'] },
  implied: true,
})
const chart = (folder: string): Kind => ({
  type: `${office}/chart`,
  name: `${folder}/charts/chart#.xml`,
  contentType: `${ml}.drawingml.chart+xml`,
  root: { prefix: 'c', local: 'chartSpace', uses: ['c', 'a', 'r'] },
})
const image = (folder: string): Kind => ({ type: `${office}/image`, name: `${folder}/media/image#`, contentType: '' })
const hyperlink: Kind = { type: `${office}/hyperlink`, name: '', contentType: '' }

export const wordKinds = {
  hyperlink,
  image: image('word'),
  chart: chart('word'),
  theme: theme('word'),
  header: text('hdr', 'header'),
  footer: text('ftr', 'footer'),
  styles: text('styles', 'styles', 'implied'),
  numbering: text('numbering', 'numbering', 'implied'),
  settings: text('settings', 'settings', 'implied'),
  fontTable: text('fonts', 'fontTable', 'implied'),
  footnotes: text('footnotes', 'footnotes', 'implied'),
  endnotes: text('endnotes', 'endnotes', 'implied'),
  comments: text('comments', 'comments', 'implied'),
} satisfies Record<string, Kind>

export const sheetKinds = {
  hyperlink,
  image: image('xl'),
  chart: chart('xl'),
  theme: theme('xl'),
  worksheet: cells('worksheet'),
  chartsheet: cells('chartsheet'),
  table: cells('table', { name: 'xl/tables/table#.xml' }),
  comments: cells('comments', { name: 'xl/comments#.xml', implied: true }),
  styles: cells('styles', {
    name: 'xl/styles.xml',
    implied: true,
    root: { prefix: 'x', local: 'styleSheet', uses: ['x', 'r'] },
  }),
  sharedStrings: cells('sharedStrings', {
    name: 'xl/sharedStrings.xml',
    implied: true,
    root: { prefix: 'x', local: 'sst', uses: ['x', 'r'] },
  }),
  drawing: {
    type: `${office}/drawing`,
    name: 'xl/drawings/drawing#.xml',
    contentType: `${ml}.drawing+xml`,
    root: { prefix: 'xdr', local: 'wsDr', uses: ['xdr', 'a', 'r', 'c'] },
  },
  vmlDrawing: {
    type: `${office}/vmlDrawing`,
    name: 'xl/drawings/vmlDrawing#.vml',
    contentType: `${ml}.vmlDrawing`,
    root: { prefix: '', local: 'xml', uses: ['v', 'o', 'xv', 'r'] },
  },
} satisfies Record<string, Kind>

export const families = {
  docx: {
    kinds: wordKinds as Readonly<Partial<Record<RelationKind, Kind>>>,
    main: {
      type: `${office}/officeDocument`,
      name: 'word/document.xml',
      contentType: `${ml}.wordprocessingml.document.main+xml`,
      root: { prefix: 'w', local: 'document', uses: inText },
    } satisfies Kind as Kind,
  },
  xlsx: {
    kinds: sheetKinds as Readonly<Partial<Record<RelationKind, Kind>>>,
    main: {
      type: `${office}/officeDocument`,
      name: 'xl/workbook.xml',
      contentType: `${ml}.spreadsheetml.sheet.main+xml`,
      root: { prefix: 'x', local: 'workbook', uses: ['x', 'r'] },
    } satisfies Kind as Kind,
  },
}
