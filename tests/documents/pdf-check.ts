import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { secret } from './samples.ts'
import { canary } from './tricks.ts'

const execute = promisify(execFile)
const qpdf = process.env.PALERMO_QPDF ?? 'qpdf'

/** Keys for active content, hidden content or details of the author. */
const forbiddenKeys = new Set([
  ...[
    '/JS',
    '/JavaScript',
    '/AA',
    '/OpenAction',
    '/Next_',
    '/EmbeddedFiles',
    '/EF',
    '/AF',
    '/FS',
    '/Collection',
    '/XFA',
    '/AcroForm',
  ],
  ...[
    '/RichMediaContent',
    '/RichMediaSettings',
    '/Metadata',
    '/PieceInfo',
    '/LastModified',
    '/Names',
    '/Info',
    '/Author',
    '/Producer',
  ],
  ...['/Win', '/Mac', '/Unix', '/URLS', '/Perms', '/DSS', '/Evil'],
])
/** The allowed values of the key `S`, which occurs in actions, groups and masks. */
const kinds = new Set(['/URI', '/Transparency', '/Alpha', '/Luminosity'])

/** Returns what is wrong with a PDF, of which qpdf reads all objects. An empty list: no trick is left. */
export const pdfFaults = async (file: Uint8Array): Promise<string[]> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palermo-qpdf-'))
  try {
    const name = path.join(folder, 'a.pdf')
    writeFileSync(name, file)
    const { stdout } = await execute(
      qpdf,
      ['--json', '--json-key=qpdf', '--json-stream-data=inline', '--decode-level=all', name],
      {
        maxBuffer: 100_000_000,
      },
    )
    const { qpdf: parsed } = JSON.parse(stdout) as { qpdf: [unknown, Record<string, unknown>] }
    const faults = new Set<string>()
    visit(parsed[1], faults, '')
    return [...faults]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const visit = (value: unknown, faults: Set<string>, key: string): void => {
  if (typeof value === 'string') visitText(value, faults, key)
  else if (Array.isArray(value)) for (const one of value) visit(one, faults, key)
  else if (value && typeof value === 'object') {
    for (const [name, one] of Object.entries(value)) {
      if (forbiddenKeys.has(name)) faults.add(name)
      if (name === '/S' && !kinds.has(String(one))) faults.add(`/S ${String(one)}`)
      if (name === '/URI' && !/^u:(https:\/\/|mailto:)/.test(String(one))) faults.add(`/URI ${String(one)}`)
      visit(one, faults, name)
    }
    if ('/Type' in value && value['/Type'] === '/Annot' && '/Subtype' in value && value['/Subtype'] !== '/Link')
      faults.add(`annotation ${String(value['/Subtype'])}`)
  }
}

const visitText = (value: string, faults: Set<string>, key: string) => {
  const said = key === 'data' ? Buffer.from(value, 'base64').toString('latin1') : value
  for (const word of [canary, secret]) if (said.includes(word)) faults.add(`${word} in ${key}`)
  if (key === 'data' && said.includes('Exif')) faults.add('EXIF')
}
