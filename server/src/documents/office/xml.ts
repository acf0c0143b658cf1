import { SaxesParser, type SaxesTagNS } from 'saxes'
import { Refused } from '../verdict.ts'

export interface Tag {
  /** The namespace URI; empty if the name has no namespace. */
  namespace: string
  local: string
  attributes: readonly Attribute[]
  /** Returns the namespace of a prefix at the present position in the document. */
  resolve(prefix: string): string | undefined
}

export interface Attribute {
  namespace: string
  local: string
  value: string
}

export interface Listener {
  open(tag: Tag): void
  text(text: string): void
  close(): void
}

/** Maximum nesting of elements. The code that reads elements is recursive, and no program writes a deeper nesting. */
const deepest = 256
/** Number of characters that are passed to the parser at once. */
const slice = 65_536

/**
 * Reads a part as XML with namespaces. Comments and processing instructions are not passed on; CDATA is passed on as
 * text.
 * @throws Refused if the part is not well formed, or declares a document type or an encoding other than Unicode
 */
export const readXml = (bytes: Uint8Array, listener: Listener): void => {
  const text = decoded(bytes)
  const parser = new SaxesParser({ xmlns: true })
  let depth = 0
  parser.on('error', (cause) => {
    throw new Refused('broken', { cause })
  })
  parser.on('doctype', () => {
    throw new Refused('active')
  })
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && !unicode.has(encoding.toLowerCase())) throw new Refused('not-understood')
  })
  parser.on('opentag', (tag) => {
    depth += 1
    if (depth > deepest) throw new Refused('too-much-inside')
    listener.open(tagOf(tag, parser))
  })
  parser.on('closetag', () => {
    depth -= 1
    listener.close()
  })
  parser.on('text', (some) => listener.text(some))
  parser.on('cdata', (some) => listener.text(some))
  for (let at = 0; at < text.length; at += slice) parser.write(text.slice(at, at + slice))
  parser.close()
}
const unicode = new Set(['utf-8', 'utf8', 'utf-16', 'us-ascii', 'ascii'])

const tagOf = (tag: SaxesTagNS, parser: SaxesParser<{ xmlns: true }>): Tag => ({
  namespace: tag.uri,
  local: tag.local,
  attributes: Object.values(tag.attributes)
    .filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
    .map(({ uri, local, value }) => ({ namespace: uri, local, value })),
  resolve: (prefix) => parser.resolve(prefix),
})

/** Decodes a part by its byte order mark, or as UTF-8 without one, as XML 1.0 (appendix F) requires. */
const decoded = (bytes: Uint8Array): string => {
  const [first, second] = bytes
  const coding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(coding, { fatal: true }).decode(bytes)
  } catch (cause) {
    // The decoder throws a TypeError for invalid bytes; any other error means that memory could not be allocated.
    throw new Refused(cause instanceof TypeError ? 'not-understood' : 'too-much-inside', { cause })
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}
export const escapedText = (text: string): string => text.replaceAll(/[&<>\r]/g, (one) => escapes[one] ?? '')
export const escapedValue = (value: string): string => value.replaceAll(/[&<>"\n\r\t]/g, (one) => escapes[one] ?? '')
export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
