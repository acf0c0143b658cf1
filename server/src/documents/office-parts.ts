import { withoutDetails } from './picture-details.ts'
import { Refused } from './verdict.ts'

/** One file inside an Office document (ECMA-376, part 2). */
export interface Part {
  name: string
  bytes: Buffer
}

/** What may stand in a document at all. Anything else is a file in a file. */
const known = /\.(xml|rels|vml|png|jpe?g|gif|emf|wmf|svg|odttf|fntdata)$|\/printerSettings\d*\.bin$/i
/** Programmes, controls, other documents, web pages and data from elsewhere, by what the document itself calls them. */
const acting = /macro|vba|activex|\/control\b|ctrlProp|customUI|extensibility|webextension|keyMapCustomizations/i
const holding = /oleObject|relationships\/package\b|embeddings|aFChunk|subDocument|mailMergeSource/i
const reaching = /attachedTemplate|externalLink|\/frame\b|\/connections|queryTable/i

/** @throws Refused for a part that runs, holds files or fetches something */
export const refusePart = ({ name, bytes }: Part): void => {
  if (/\.(exe|dll|vbs|js|hta|lnk)$|vbaProject/i.test(name)) throw new Refused('active')
  if (!known.test(name)) throw new Refused('holds-files')
  if (/\.(xml|rels|vml|svg)$/i.test(name)) refuseMarkup(name, textOf(bytes))
}

const refuseMarkup = (name: string, text: string): void => {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Refused('active')
  if (/\.rels$/i.test(name)) refuseRelations(text)
  else if (/^\/?\[Content_Types\]\.xml$/i.test(name)) refuseNamed(plain(text))
  if (/\.(svg|vml)$/i.test(name) && /<script|javascript:|<foreignObject|\son\w+\s*=/i.test(text))
    throw new Refused('active')
  refuseFields(text)
}

const refuseNamed = (text: string) => {
  if (acting.test(text)) throw new Refused('active')
  if (holding.test(text)) throw new Refused('holds-files')
  if (reaching.test(text)) throw new Refused('reaches-out')
}

const relation = /<(?:[\w.-]+:)?Relationship\b(?:[^>"']|"[^"]*"|'[^']*')*>/g

/** What a document leans on. Only a link that somebody presses may lead out of it. */
const refuseRelations = (text: string): void => {
  if (/<!--|<!\[CDATA/.test(text)) throw new Refused('broken')
  const all = plain(text)
  for (const [one] of all.matchAll(relation)) {
    const link = /\/hyperlink["']/i.test(one)
    if (!link) refuseNamed(one)
    if (/External/i.test(one) && !link) throw new Refused('reaches-out')
  }
  if (/External/i.test(all.replaceAll(relation, ''))) throw new Refused('broken')
}

/** Fields of a text that start a programme or fetch something (ECMA-376, part 1, 17.16), however they are cut in pieces. */
const refuseFields = (text: string): void => {
  const pieces = [...text.matchAll(/<w:instrText\b[^>]*>([^<]*)</g)].map(([, words = '']) => words)
  const simple = [...text.matchAll(/\bw:instr\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, a, b]) => a ?? b ?? '')
  for (const field of [plain(pieces.join('')), ...simple.map(plain)]) {
    if (/DDE(AUTO)?\b/i.test(field)) throw new Refused('active')
    if (/INCLUDE(TEXT|PICTURE)|\bIMPORT\b|\bDATABASE\b/i.test(field)) throw new Refused('reaches-out')
  }
}

/** Characters written as numbers, read as what they stand for. */
const plain = (text: string) =>
  text.replaceAll(/&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));/gi, (_, hex?: string, decimal?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0x10ffff ? '' : String.fromCodePoint(code)
  })

const textOf = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Refused('not-understood', { cause })
  }
}

const nothing: Record<string, string> = {
  'docprops/core.xml':
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
  'docprops/app.xml': '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
  'docprops/custom.xml':
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}

/** The part without who wrote it, with what and when; undefined where nothing of it is kept. */
export const cleanPart = (part: Part): Part | undefined => {
  const { name, bytes } = part
  const place = name.toLowerCase()
  if (place.startsWith('docprops/thumbnail.')) return undefined
  const blank = nothing[place]
  if (blank) return { name, bytes: Buffer.from(blank) }
  if (/\.(png|jpe?g)$/.test(place)) return { name, bytes: Buffer.from(withoutDetails(bytes)) }
  if (place === '_rels/.rels') return rewritten(part, /<Relationship\b[^>]*metadata\/thumbnail[^>]*\/>/g)
  // Numbers of editing sessions, by which two documents can be told to be of one hand, and addresses of who commented.
  if (/^word\/[^/]*\.xml$/.test(place))
    return rewritten(part, / w:rsid\w*="[^"]*"|<w:rsids>.*?<\/w:rsids>|<w15:presenceInfo\b[^>]*\/>/gs)
  return /^xl\/persons\//.test(place) ? rewritten(part, / (userId|providerId)="[^"]*"/g) : part
}

const rewritten = ({ name, bytes }: Part, gone: RegExp): Part => ({
  name,
  bytes: Buffer.from(bytes.toString('utf8').replaceAll(gone, '')),
})
