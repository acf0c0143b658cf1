// `npm run bench` measures every figure that has a target, and writes all of them as Markdown to standard output.
//
//   npm run bench                      everything
//   npm run bench -- --write           everything, also written to docs/figures.md
//   BENCH_ONLY=hot|scale|lists|scale-lists|alarms|start|deaths|sign-ins|page|notice   the named parts, separated by commas
//   BENCH_SHARE=0.1                    a tenth of the rows and alarms, to test the benchmark itself; not with --write
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findRunning } from '@palermo/db/embedded/running.ts'
import postgres from 'postgres'
import { sectionOfTests } from '../profile.ts'
import { measureAlarms } from './alarms.ts'
import { measureDeaths } from './deaths.ts'
import { endAll, endWithStarter } from './ends.ts'
import { measureHot } from './hot.ts'
import { measureLists } from './lists.ts'
import { measureNotice } from './notice.ts'
import { measurePage, openBrowser } from './page.ts'
import { documentOf, type Machine } from './report.ts'
import type { Results } from './results.ts'
import { measureSignIns } from './sign-ins.ts'
import { measureMemory } from './start.ts'
import { emptyFolder, startSystem } from './system.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = path.join(root, '.cache/bench')
const share = Number(process.env.BENCH_SHARE ?? 1)
const size = { referrals: 100_000 * share, cases: 30_000 * share, agencies: 200 }
const tenfold = { referrals: 1_000_000 * share, cases: 300_000 * share, agencies: 200 }
const crowd = { people: 1_000 * share, clocks: 10_000 * share }
const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const seconds = Number(process.env.BENCH_SECONDS ?? 2)
const parts = [
  'hot',
  'scale',
  'lists',
  'scale-lists',
  'alarms',
  'start',
  'deaths',
  'sign-ins',
  'page',
  'notice',
] as const
/** Parts that are measured on a running `npm start`. */
const ofSystem = ['start', 'deaths', 'sign-ins', 'page', 'notice'] as const
const wanted = new Set(process.env.BENCH_ONLY?.split(',') ?? parts)
const write = process.argv.includes('--write')

const log = (line: string) => process.stderr.write(`${line}\n`)
const has = (part: (typeof parts)[number]) => wanted.has(part)

const results: Results = {}
const machine: Machine = {}

const run = async (): Promise<void> => {
  for (const part of wanted) {
    if (!parts.some((known) => known === part)) throw new Error(`BENCH_ONLY knows ${parts.join(', ')}, not "${part}"`)
  }
  if (write && (wanted.size < parts.length || share !== 1))
    throw new Error('--write keeps a whole run: unset BENCH_ONLY and BENCH_SHARE')
  if (has('hot')) {
    results.hot = await measureHot({ root, folder, rounds, seconds, log, size, inParts: true })
    machine.postgres = results.hot.postgres
  }
  if (has('scale')) {
    results.scale = await measureHot({ root, folder, rounds, seconds, log, size: tenfold, inParts: false })
    machine.postgres = results.scale.postgres
  }
  if (has('lists')) {
    results.lists = await measureLists({ root, folder, log, size })
    machine.postgres ??= results.lists.postgres
  }
  if (has('scale-lists')) {
    results.scaleLists = await measureLists({ root, folder, log, size: tenfold })
    machine.postgres ??= results.scaleLists.postgres
  }
  if (has('alarms')) results.alarms = await measureAlarms({ folder, log, size: crowd })
  if (ofSystem.some(has)) await measureSystem()
}

/** Measures the parts that need a running `npm start`, with the data of the demo. */
const measureSystem = async (): Promise<void> => {
  const data = path.join(folder, 'start')
  await emptyFolder(data)
  log('first start')
  let system = await startSystem(root, data)
  if (has('start')) {
    const first = system.readyAfter
    await system.stop()
    log('second start')
    system = await startSystem(root, data)
    results.start = { first, second: system.readyAfter, memory: await measureMemory(root, system) }
  }
  machine.postgres ??= await versionOf((await findRunning(data)) ?? '')
  if (has('page') || has('notice')) {
    const browser = await openBrowser()
    machine.chromium = browser.version()
    log('pages')
    if (has('page')) results.page = await measurePage(browser, system.address)
    if (has('notice')) results.notice = await measureNotice(browser, system.address)
    await browser.close()
  }
  if (has('sign-ins')) results.signIns = await measureSignIns(system.address, log)
  if (has('deaths')) results.deaths = await measureDeaths({ root, system, data, log })
  await system.stop()
}

const versionOf = async (url: string): Promise<string> => {
  const sql = postgres(url, { max: 1 })
  try {
    const [row] = await sql<{ server_version: string }[]>`show server_version`
    return row?.server_version ?? ''
  } finally {
    await sql.end()
  }
}

endWithStarter()
try {
  await run()
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await endAll()
}
// If a part failed, the results before it are printed but not written to the file.
const document = documentOf(results, machine, { rounds, seconds })
if (Object.keys(results).length > 0) console.log(document)
if (write && process.exitCode === undefined) {
  const file = path.join(root, 'docs', 'figures.md')
  // The section about test runs is copied from the old file, because the benchmark does not measure it.
  const tests = sectionOfTests(readFileSync(file, 'utf8'))
  writeFileSync(file, [document, ...(tests === '' ? [] : [tests.trimEnd()])].map((part) => `${part}\n`).join('\n'))
}
process.exit()
