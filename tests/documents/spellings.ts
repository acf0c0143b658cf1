import { canary } from './tricks.ts'

/** One of several ways to write the same XML. */
export interface Spelling {
  /** Returns text content. */
  text(words: string): string
  /** Returns an attribute value with its quotes. */
  value(words: string): string
  /** The prefix of the main namespace, with its colon. */
  prefix: string
  whole(xml: string): Buffer
}

const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const inNumbers = (words: string, write: (code: number) => string) =>
  [...words].map((one) => write(one.codePointAt(0) ?? 0)).join('')
const middle = (words: string) => Math.min(3, Math.floor(words.length / 2))
const split = (words: string, by: string) =>
  `${escaped(words.slice(0, middle(words)))}${by}${escaped(words.slice(middle(words)))}`

const plain: Spelling = {
  text: escaped,
  value: (words) => `"${escaped(words)}"`,
  prefix: 'w:',
  whole: (xml) => Buffer.from(xml),
}
const withDeclaration = (xml: string, encoding: string) =>
  `<?xml version="1.0" encoding="${encoding}"?>${xml.replace(/^<\?xml[^>]*\?>/, '')}`

export const spellings: Readonly<Record<string, Spelling>> = {
  plainly: plain,
  'in CDATA': { ...plain, text: (words) => `<![CDATA[${words}]]>` },
  'half in CDATA': {
    ...plain,
    text: (words) => `${escaped(words.slice(0, middle(words)))}<![CDATA[${words.slice(middle(words))}]]>`,
  },
  'split by a comment': { ...plain, text: (words) => split(words, '<!-- x -->') },
  'split by a processing instruction': { ...plain, text: (words) => split(words, '<?x y?>') },
  'in decimal numbers': {
    ...plain,
    text: (words) => inNumbers(words, (code) => `&#${code};`),
    value: (words) => `"${inNumbers(words, (code) => `&#${code};`)}"`,
  },
  'in hexadecimal numbers': {
    ...plain,
    text: (words) => inNumbers(words, (code) => `&#x${code.toString(16)};`),
    value: (words) => `"${inNumbers(words, (code) => `&#x00${code.toString(16).toUpperCase()};`)}"`,
  },
  'in single quotes': { ...plain, value: (words) => `'${escaped(words).replaceAll("'", '&apos;')}'` },
  'under another prefix': { ...plain, prefix: 'zz:' },
  'under no prefix': { ...plain, prefix: '' },
  'in UTF-16, little end first': {
    ...plain,
    whole: (xml) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(withDeclaration(xml, 'UTF-16'), 'utf16le')]),
  },
  'in UTF-16, big end first': {
    ...plain,
    whole: (xml) =>
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(withDeclaration(xml, 'UTF-16'), 'utf16le').swap16()]),
  },
  'with a byte order mark': {
    ...plain,
    whole: (xml) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(xml)]),
  },
  'said to be UTF-7': { ...plain, whole: (xml) => Buffer.from(withDeclaration(xml, 'UTF-7')) },
  'with an entity of its own': {
    ...plain,
    text: () => '&trick;',
    whole: (xml) =>
      Buffer.from(xml.replace(/^(<\?xml[^>]*\?>)?/, (head) => `${head}<!DOCTYPE x [<!ENTITY trick "${canary}">]>`)),
  },
}
