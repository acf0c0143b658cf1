import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { PDFDocument } from '@cantoo/pdf-lib'
import { inspect } from '@palermo/server/documents/inspect.ts'
import { chromium } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wordDocuments, workbooks } from './ordinary-office.ts'
import { pdfs, webPages } from './ordinary-pdfs.ts'
import { sheets, texts } from './ordinary-texts.ts'

const execute = promisify(execFile)
const folder = mkdtempSync(path.join(tmpdir(), 'palermo-ordinary-'))
const at = (...names: string[]) => path.join(folder, ...names)
const files = (name: string) => readdirSync(at(name)).sort()

/** Writes the files of one kind into the folder of that kind, named by their titles. */
const write = (name: string, entries: Iterable<readonly [string, string | Uint8Array]>, extension: string) => {
  mkdirSync(at(name), { recursive: true })
  for (const [title, bytes] of entries) writeFileSync(at(name, `${title.replaceAll(/\W+/g, '-')}.${extension}`), bytes)
}

/** Converts all files of a folder with LibreOffice at once, in a user profile of this test. */
const convert = async (from: string, to: string, format: string) => {
  mkdirSync(at(to), { recursive: true })
  const options = [
    `-env:UserInstallation=file://${at('profile')}`,
    '--headless',
    '--convert-to',
    format,
    '--outdir',
    at(to),
  ]
  await execute(process.env.PALERMO_SOFFICE ?? 'soffice', [...options, ...files(from).map((file) => at(from, file))], {
    timeout: 300_000,
  })
}

beforeAll(async () => {
  write(
    'texts',
    Object.entries(await texts()).map(([name, words]) => [`text ${name}`, words]),
    'fodt',
  )
  write(
    'sheets',
    Object.entries(await sheets()).map(([name, words]) => [`sheet ${name}`, words]),
    'fods',
  )
  await convert('texts', 'office', 'docx')
  await convert('sheets', 'office', 'xlsx')
  await convert('texts', 'pdf', 'pdf')
  for (const [name, make] of Object.entries(wordDocuments)) write('office', [[`word ${name}`, await make()]], 'docx')
  for (const [name, make] of Object.entries(workbooks)) write('office', [[`excel ${name}`, await make()]], 'xlsx')
  for (const [name, make] of Object.entries(pdfs)) write('pdf', [[`made ${name}`, await make()]], 'pdf')
  const browser = await chromium.launch({
    executablePath: process.env.PALERMO_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  const page = await browser.newPage()
  for (const [name, html] of Object.entries(webPages)) {
    await page.setContent(`<!doctype html><body>${html}</body>`)
    write('pdf', [[`printed ${name}`, await page.pdf({ printBackground: true })]], 'pdf')
  }
  await browser.close()
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const rebuilt = async (from: string, to: string) => {
  mkdirSync(at(to), { recursive: true })
  const changes: Record<string, readonly string[]> = {}
  for (const file of files(from)) {
    const { result } = await inspect(readFileSync(at(from, file)), path.extname(file).slice(1))
    writeFileSync(at(to, file), result.bytes)
    changes[file] = result.changes
  }
  return changes
}

/** Returns an image of each page, at a low resolution because only the arrangement is compared. */
const drawn = async (from: string, file: string): Promise<Buffer[]> => {
  const to = at('drawn', from, file)
  mkdirSync(to, { recursive: true })
  await execute(process.env.PALERMO_PDFTOPPM ?? 'pdftoppm', ['-r', '40', '-png', at(from, file), path.join(to, 'p')])
  return readdirSync(to)
    .sort()
    .map((one) => readFileSync(path.join(to, one)))
}

/** Returns the percentage of pixels that differ; a blur hides shifts of half a pixel. */
const difference = async (one: Buffer, other: Buffer): Promise<number> => {
  const [a, b] = await Promise.all(
    [one, other].map((png) => sharp(png).blur(1).removeAlpha().raw().toBuffer({ resolveWithObject: true })),
  )
  if (!a || !b || a.info.width !== b.info.width || a.info.height !== b.info.height) return 100
  let different = 0
  for (let i = 0; i < a.data.length; i++) if (Math.abs((a.data[i] ?? 0) - (b.data[i] ?? 0)) > 40) different += 1
  return (100 * different) / a.data.length
}

/** The largest percentage that smoothed edges can cause; a missing short word causes more. */
const mostPoints = 0.05

const compared = async (before: string, after: string) => {
  const faults: Record<string, string> = {}
  for (const file of files(before)) {
    const [one, other] = [await drawn(before, file), await drawn(after, file)]
    if (one.length === 0 || one.length !== other.length) faults[file] = `${one.length} pages, then ${other.length}`
    for (const [number, png] of one.entries()) {
      const other_ = other[number]
      const points = other_ ? await difference(png, other_) : 100
      if (points > mostPoints) faults[file] = `page ${number + 1}: ${points.toFixed(2)} of 100 points`
    }
  }
  return faults
}

test('there are at least 60 ordinary files', () => {
  expect(files('office').length + files('pdf').length).toBeGreaterThanOrEqual(60)
})

test('PDF of every writer looks the same afterwards', async () => {
  await rebuilt('pdf', 'pdf-after')
  expect(await compared('pdf', 'pdf-after')).toEqual({})
})

test('Office documents look the same afterwards, as an office programme shows them', async () => {
  const changes = await rebuilt('office', 'office-after')
  // No part was removed because it was not understood.
  expect(Object.entries(changes).filter(([, all]) => all.includes('parts-removed'))).toEqual([])
  await convert('office', 'shown', 'pdf')
  await convert('office-after', 'shown-after', 'pdf')
  expect(files('shown')).toEqual(files('shown-after'))
  expect(await compared('shown', 'shown-after')).toEqual({})
}, 300_000)

test('a word that is missing is seen', async () => {
  const words = async (name: string, said: string) => {
    const document = await PDFDocument.create()
    document.addPage().drawText(said, { x: 40, y: 400 })
    write('control', [[name, await document.save()]], 'pdf')
    const [png] = await drawn('control', `${name}.pdf`)
    return png ?? Buffer.alloc(0)
  }
  expect(await difference(await words('one', 'Rent paid'), await words('other', 'Rent'))).toBeGreaterThan(mostPoints)
})
