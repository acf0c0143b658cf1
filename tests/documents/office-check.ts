import { DOMParser, type Element } from '@xmldom/xmldom'
import { unzipSync } from 'fflate'
import { secret } from './samples.ts'
import { canary } from './tricks.ts'

/** Parts and relation types that a cleaned document may contain: a list independent of the product's. */
const expected =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|(word|xl)\/(_rels\/)?(document|workbook|styles|settings|numbering|fontTable|footnotes|endnotes|comments\d*|header\d+|footer\d+|sharedStrings)\.xml(\.rels)?|(word|xl)\/(theme|charts|worksheets|chartsheets|tables|drawings)\/(_rels\/)?\w+\.(xml|vml)(\.rels)?|(word|xl)\/media\/image\d+\.(png|jpeg))$/
const relationTypes =
  /^http:\/\/schemas\.openxmlformats\.org\/officeDocument\/2006\/relationships\/(officeDocument|hyperlink|image|chart|theme|header|footer|styles|numbering|settings|fontTable|footnotes|endnotes|comments|worksheet|chartsheet|table|sharedStrings|drawing|vmlDrawing)$/
const fieldNames = /^\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES|PAGEREF|REF|NOTEREF|TOC|SEQ|STYLEREF|HYPERLINK)\b/i

const all = (node: { getElementsByTagName(name: string): ArrayLike<Element> }) =>
  Array.from(node.getElementsByTagName('*'))

/**
 * Returns what is wrong with an Office document, by parsers other than the product's. An empty list: no trick is left.
 */
export const officeFaults = (file: Uint8Array): string[] => {
  const faults: string[] = []
  const parts = Object.entries(unzipSync(file))
  const raw = Buffer.from(file)
  for (const word of [canary, secret])
    if (raw.includes(word) || raw.includes(Buffer.from(word, 'utf16le'))) faults.push(`${word} beside the parts`)
  for (const [name, bytes] of parts) {
    if (!expected.test(name)) faults.push(`part ${name}`)
    const text = Buffer.from(bytes)
    for (const word of [canary, secret]) if (text.includes(word)) faults.push(`${word} in ${name}`)
    if (/\.(xml|rels|vml)$/.test(name)) faults.push(...faultsOfMarkup(name, text.toString('utf8')))
    else if (text.includes('Exif')) faults.push(`EXIF in ${name}`)
  }
  return faults
}

const faultsOfMarkup = (name: string, xml: string): string[] => {
  const faults: string[] = []
  if (/<!|<\?(?!xml )/.test(xml)) faults.push(`more than elements in ${name}`)
  const root = new DOMParser({ onError: (_, message) => faults.push(`${name}: ${message}`) }).parseFromString(
    xml,
    'text/xml',
  )
  for (const element of all(root)) {
    const local = element.localName ?? ''
    if (local === 'Relationship') faults.push(...faultsOfRelation(name, element))
    if (/^(OLEObject|control|altChunk|subDoc|attachedTemplate|mailMerge|f1|ffData|macro)$/.test(local))
      faults.push(`${local} in ${name}`)
    if (local === 'f' && element.namespaceURI?.endsWith('spreadsheetml/2006/main')) faults.push(`formula in ${name}`)
    if (local === 'instrText' && !fieldNames.test(element.textContent ?? ''))
      faults.push(`field ${element.textContent}`)
    for (const { localName, namespaceURI, value } of Array.from(element.attributes)) {
      const named = localName ?? ''
      if (named === 'instr' && !fieldNames.test(value)) faults.push(`field ${value}`)
      if (
        /^(link|href|src|onclick|macro|rsid\w*)$/i.test(named) &&
        namespaceURI !== null &&
        !/^link$/.test(element.localName ?? '')
      )
        faults.push(`${named} in ${name}`)
    }
  }
  return faults
}

const faultsOfRelation = (name: string, element: Element): string[] => {
  const type = element.getAttribute('Type') ?? ''
  const target = element.getAttribute('Target') ?? ''
  if (!relationTypes.test(type)) return [`relation ${type} in ${name}`]
  const isLink = type.endsWith('/hyperlink')
  if (element.getAttribute('TargetMode') === 'External')
    return isLink && /^(https:\/\/|mailto:)/.test(target) ? [] : [`${type} to ${target}`]
  return isLink || /^[a-z]+:/i.test(target) ? [`${type} to ${target}`] : []
}

/** Returns the visible text of the document in order. */
export const wordsOf = (file: Uint8Array): string =>
  Object.entries(unzipSync(file))
    .filter(([name]) => /^(word|xl)\/.*\.xml$/.test(name))
    .map(
      ([, bytes]) =>
        new DOMParser().parseFromString(Buffer.from(bytes).toString('utf8'), 'text/xml').documentElement?.textContent ??
        '',
    )
    .join(' ')
