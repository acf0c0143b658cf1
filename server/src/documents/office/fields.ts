import { safeLink } from '../links.ts'
import { namespaces } from './namespaces.ts'
import { readXml, type Tag } from './xml.ts'

/** What is kept of one field of a text: a rewritten instruction, or only the displayed text. */
export interface Field {
  /** The rewritten instruction; undefined if only the displayed text is kept. */
  instruction: string | undefined
  /** The state of a form's check box, which has no displayed text of its own. */
  tick?: '☐' | '☒'
  /** Whether the removed part of the field could have fetched, run or linked to something. */
  loses: boolean
}

interface Running {
  parts: string[]
  phase: 'instruction' | 'result'
  at: number
  box?: { checked?: boolean; byDefault?: boolean }
}

const attribute = ({ attributes }: Tag, local: string) =>
  attributes.find((one) => one.namespace === namespaces.w && one.local === local)?.value

/**
 * Returns the fields of a part in the order in which they begin. An instruction is assembled over runs, paragraphs and
 * nested fields before it is checked (ECMA-376, part 1, 17.16.18). A field without an end has no instruction.
 */
export const fieldsOf = (bytes: Uint8Array): Field[] => {
  const found: Field[] = []
  const running: Running[] = []
  const path: string[] = []
  const begin = () => {
    running.push({ parts: [], phase: 'instruction', at: found.length })
    found.push({ instruction: undefined, loses: true })
  }
  const end = () => {
    const field = running.pop()
    if (!field) return
    found[field.at] = judged(field.parts.join(''), field.box)
  }
  readXml(bytes, {
    open(tag) {
      const local = tag.namespace === namespaces.w ? tag.local : ''
      path.push(local)
      const last = running.at(-1)
      if (local === 'fldChar') {
        const kind = attribute(tag, 'fldCharType')
        if (kind === 'begin') begin()
        else if (kind === 'separate' && last) last.phase = 'result'
        else if (kind === 'end') end()
      } else if (local === 'checkBox' && last) last.box = {}
      else if (last?.box && (local === 'checked' || local === 'default'))
        last.box[local === 'checked' ? 'checked' : 'byDefault'] = isOn(attribute(tag, 'val'))
    },
    text(text) {
      const last = running.at(-1)
      const local = path.at(-1)
      if (last?.phase === 'instruction' && (local === 'instrText' || local === 'delInstrText')) last.parts.push(text)
    },
    close() {
      path.pop()
    },
  })
  return found
}

const isOn = (value: string | undefined) => value === undefined || !['0', 'false', 'off'].includes(value)

const judged = (text: string, box: Running['box']): Field => {
  const tick = box ? { tick: (box.checked ?? box.byDefault) ? ('☒' as const) : ('☐' as const) } : {}
  return { ...judgedInstruction(text), ...tick }
}

/** Names of fields that only count, or refer to places inside the document. */
const inside = new Set([
  'PAGE',
  'NUMPAGES',
  'SECTION',
  'SECTIONPAGES',
  'PAGEREF',
  'REF',
  'NOTEREF',
  'TOC',
  'SEQ',
  'STYLEREF',
])
/**
 * Names of fields of which only the displayed text is kept, without a report to the sender, because such fields contain
 * only data of the document or the date.
 */
const harmless = new Set([
  ...[
    'DATE',
    'TIME',
    'CREATEDATE',
    'SAVEDATE',
    'PRINTDATE',
    'AUTHOR',
    'LASTSAVEDBY',
    'TITLE',
    'SUBJECT',
    'KEYWORDS',
    'COMMENTS',
  ],
  ...[
    'FILENAME',
    'FILESIZE',
    'NUMWORDS',
    'NUMCHARS',
    'DOCPROPERTY',
    'FORMTEXT',
    'FORMCHECKBOX',
    'FORMDROPDOWN',
    'USERNAME',
    '',
  ],
])

/** Rewrites a field so that its instruction consists only of recognised parts. */
export const judgedInstruction = (text: string): Field => {
  const [first, ...rest] = tokensOf(text)
  const name = first?.text.toUpperCase() ?? ''
  if (name === 'HYPERLINK') return linkOf(rest)
  if (!inside.has(name)) return { instruction: undefined, loses: !harmless.has(name) }
  if (!rest.every(isPlain)) return { instruction: undefined, loses: true }
  return { instruction: [name, ...rest.map(written)].join(' '), loses: false }
}

interface Token {
  text: string
  quoted: boolean
}

const longestInstruction = 4_000

const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = []
  if (text.length > longestInstruction) return [{ text: 'too long', quoted: true }]
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? '')) at += 1
    else if (text[at] === '"') {
      const end = text.indexOf('"', at + 1)
      const until = end < 0 ? text.length : end
      tokens.push({ text: text.slice(at + 1, until), quoted: true })
      at = until + 1
    } else {
      const start = at
      while (at < text.length && !/[\s"]/.test(text[at] ?? '')) at += 1
      tokens.push({ text: text.slice(start, at), quoted: false })
    }
  }
  return tokens
}

const isSwitch = ({ text, quoted }: Token) => !quoted && /^\\[a-z*#@]$/i.test(text)
const isPlain = (token: Token) => isSwitch(token) || /^[\p{L}\p{N}\p{M} ,;._#-]{0,200}$/u.test(token.text)
const written = ({ text, quoted }: Token) => (quoted ? `"${text}"` : text)

const linkOf = (rest: readonly Token[]): Field => {
  const [first] = rest
  const at = rest.findIndex((token) => !token.quoted && token.text === '\\l')
  const anchor = at >= 0 ? rest[at + 1] : undefined
  const place = anchor && isPlain(anchor) && !isSwitch(anchor) ? `\\l "${anchor.text}"` : undefined
  if (first && !isSwitch(first)) {
    const address = safeLink(first.text)
    return address
      ? { instruction: ['HYPERLINK', `"${address}"`, ...(place ? [place] : [])].join(' '), loses: false }
      : { instruction: undefined, loses: true }
  }
  return place ? { instruction: `HYPERLINK ${place}`, loses: false } : { instruction: undefined, loses: true }
}
