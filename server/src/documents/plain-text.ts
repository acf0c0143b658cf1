import { type Inspected, Refused } from './verdict.ts'

/** Accepts text in UTF-8 without control characters that a terminal or editor would interpret. @throws Refused */
export const readText = (bytes: Uint8Array): Inspected => {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Refused('unknown-type', { cause })
  }
  if (commands.test(text)) throw new Refused('unknown-type')
  if (/^\s*<(!doctype|html|svg|script|\?xml)/i.test(text)) throw new Refused('type-differs')
  return { bytes: Buffer.from(text, 'utf8'), changes: [] }
}
// Matches control characters except tabs, line breaks and page breaks.
const commands = /(?![\t\n\f\r])\p{Cc}/u
