import { availableParallelism, totalmem } from 'node:os'
import type { AlarmFigures } from './alarms.ts'
import type { Hot } from './hot.ts'
import type { Figure } from './measure.ts'
import type { NoticeFigures } from './notice.ts'
import type { PageFigures } from './page.ts'
import type { Memory } from './start.ts'

/** What one run measured; a part that was left out is undefined. */
export interface Results {
  hot?: Hot
  /** The same on ten times as much. */
  scale?: Hot
  alarms?: AlarmFigures
  start?: { second: number; first: number; memory: Memory }
  page?: PageFigures
  notice?: NoticeFigures
}

export interface Machine {
  postgres?: string
  chromium?: string
}

export interface Settings {
  rounds: number
  /** Of each round. */
  seconds: number
}

interface Target {
  figure: string
  target: string
  measured: string
  met: boolean
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
const whole = (number: number) => number.toFixed(0)
const grouped = (number: number) => number.toLocaleString('en')

/** Everything as one document in Markdown. */
export const documentOf = (results: Results, machine: Machine, settings: Settings): string =>
  [
    '# Figures',
    `Measured by \`npm run bench\` in one run on one machine: ${machineOf(machine)}.`,
    ...(results.hot ? hotPart(results.hot, settings) : []),
    ...(results.scale ? scalePart(results.scale, results.hot, settings) : []),
    ...(results.alarms ? alarmsPart(results.alarms) : []),
    ...(results.start ? startPart(results.start) : []),
    ...(results.page ? pagePart(results.page) : []),
    ...(results.notice ? noticePart(results.notice) : []),
    '## Figures and targets',
    table(
      ['figure', 'target', 'measured', ''],
      targetsOf(results).map(({ figure, target, measured, met }) => [
        figure,
        target,
        measured,
        met ? 'met' : '**missed**',
      ]),
    ),
  ].join('\n\n')

const machineOf = ({ postgres, chromium }: Machine) =>
  [
    `${availableParallelism()} cores, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB of memory`,
    `Node ${process.versions.node}`,
    ...(postgres === undefined ? [] : [`PostgreSQL ${postgres}`]),
    ...(chromium === undefined ? [] : [`Chromium ${chromium}`]),
  ].join(', ')

const hotPart = ({ size, figures, parts }: Hot, { rounds, seconds }: Settings): string[] => [
  '## Hot paths',
  `Requests a second on ${grouped(size.referrals)} referrals, ${grouped(size.cases)} cases and ${size.agencies} agencies, at ` +
    'concurrency 16, signed in, row security on, every request logged. Bare is a Fastify route that runs just the main ' +
    'statement through postgres.js; for ACCEPT the update, for CREATE the insert, and one log row each. ' +
    `Medians of ${rounds} alternating rounds of ${seconds} s; the ratio is the median of the rounds’ own ratios.`,
  ratesOf(figures),
  '## Where the rest goes',
  'Processor time of one request under that load, in microseconds: of the process that speaks HTTP, and of the backends of ' +
    'PostgreSQL that serve it.',
  table(
    ['', 'bare: Node', 'bare: PostgreSQL', 'Palermo: Node', 'Palermo: PostgreSQL', 'Palermo more by'],
    figures.map(({ name, cost: { bare, ours } }) => [
      name,
      ...[bare.node, bare.postgres, ours.node, ours.postgres].map(whole),
      whole(ours.node + ours.postgres - bare.node - bare.postgres),
    ]),
  ),
  ...(parts ? partsOf(parts) : []),
]

const ratesOf = (figures: readonly Figure[]) =>
  table(
    ['', 'bare /s', 'Palermo /s', 'ratio', 'lowest–highest', 'p50 ms', 'p99 ms', 'bare p99 ms'],
    figures.map((f) => [
      f.name,
      whole(f.bare),
      whole(f.ours),
      `**${f.ratio.toFixed(2)}**`,
      `${f.lowest.toFixed(2)}–${f.highest.toFixed(2)}`,
      f.p50.toFixed(1),
      f.p99.toFixed(1),
      f.bareP99.toFixed(1),
    ]),
  )

const partsOf = ({ steps, door }: NonNullable<Hot['parts']>): string[] => {
  const roundTrip = steps[0]?.microseconds ?? 0
  return [
    'One step after the other on one connection, as whoever sent it waits for it: median microseconds, and what is left of ' +
      'them without an empty round trip.',
    table(
      ['step', 'µs', 'without the round trip'],
      steps.map(({ name, microseconds }, index) => [
        name,
        whole(microseconds),
        index === 0 ? '' : whole(Math.max(0, microseconds - roundTrip)),
      ]),
    ),
    `One accept after the other on one connection takes ${whole(door.whole)} µs, ${whole(door.node)} µs of them processor time of ` +
      'Node. What each function of the database has of it, as PostgreSQL counts; `app.record` writes event, clocks, desk, ' +
      'counters and outbox:',
    table(
      ['', 'calls', 'µs', 'without what it calls'],
      door.functions.map(({ name, calls, microseconds, own }) => [
        `\`${name}\``,
        calls.toFixed(Number.isInteger(calls) ? 0 : 1),
        whole(microseconds),
        whole(own),
      ]),
    ),
  ]
}

const scalePart = ({ size, figures, loadedIn }: Hot, hot: Hot | undefined, { rounds, seconds }: Settings): string[] => {
  const slower = (figure: Figure) => {
    const small = hot?.figures.find(({ name }) => name === figure.name)
    return small === undefined ? '' : `${(small.ours / figure.ours).toFixed(2)}×`
  }
  return [
    '## Ten times as much',
    `The same on ${grouped(size.referrals)} referrals and ${grouped(size.cases)} cases; medians of ${rounds} alternating rounds of ${seconds} s. ` +
      (loadedIn === undefined
        ? 'The database was kept from an earlier run.'
        : `\`npm run palermo -- load\` fills such a database in ${whole(loadedIn)} s.`),
    ratesOf(figures),
    ...(hot
      ? [
          table(
            ['', 'slower than on a tenth of it'],
            figures.map((figure) => [figure.name, slower(figure)]),
          ),
        ]
      : []),
  ]
}

const alarmsPart = ({ redis, embedded, killed }: AlarmFigures): string[] => [
  '## Alarms',
  'From the moment at which 10,000 clocks of 1,000 people fell due to the last one’s notice in the app; none lost, none double.',
  table(
    ['', 'seconds'],
    [
      ['the queue on Redis', redis.toFixed(1)],
      ['the queue on the embedded PostgreSQL', embedded.toFixed(1)],
      ['the same, the worker killed after a fifth and another begun', killed.toFixed(1)],
    ],
  ),
]

const startPart = ({ first, second, memory }: NonNullable<Results['start']>): string[] => [
  '## Start and memory',
  `From \`npm start\` to the first answer: ${(second / 1000).toFixed(1)} s on data that are there, ${(first / 1000).toFixed(1)} s with an ` +
    'empty folder, into which the demo’s eighteen months are told first. Memory (PSS) after the first 200 requests, without PostgreSQL and npm:',
  table(
    ['process', 'MiB'],
    [
      ...memory.parts.map(({ name, mebibytes }) => [`\`${name}\``, whole(mebibytes)]),
      ['together', `**${whole(memory.total)}**`],
    ],
  ),
]

const pagePart = (page: PageFigures): string[] => [
  '## First page',
  'The work queue in Chromium, signed in, with nothing in the browser’s cache and a warm server; milliseconds from the start ' +
    'of the navigation, medians of five.',
  table(
    ['', 'median', 'worst'],
    [
      ['first contentful paint', whole(page.firstPaint), whole(page.worstPaint)],
      ['first row of the queue', whole(page.firstRow), whole(page.worstRow)],
    ],
  ),
  `From the sign-in to the first row ${page.scripts.files} files of JavaScript are fetched: ${kibibytes(page.scripts.bytes)} KiB, ` +
    `${kibibytes(page.scripts.gzipped)} KiB gzipped.`,
]

const noticePart = (notice: NoticeFigures): string[] => [
  '## Notices',
  `From the reply to one person’s act to the new count on another’s open page, ${notice.acts} times: median ${whole(notice.median)} ms, ` +
    `worst ${whole(notice.worst)} ms.`,
]

const kibibytes = (bytes: number) => whole(bytes / 1024)

const ratios: Record<string, number> = { 'LIST 50': 0.6, COUNTS: 0.7, GET: 0.5, ACCEPT: 0.25, CREATE: 0.25 }
const ratiosAtScale: Record<string, number> = { ...ratios, ACCEPT: 0.3 }
/** By how much each may be slower on ten times as much. */
const slowdowns: Record<string, number> = { ACCEPT: 1.4 }

const targetsOf = ({ hot, scale, alarms, start, page, notice }: Results): Target[] => [
  ...(hot?.figures ?? []).map((figure) => againstBare(figure, ratios, '')),
  ...(scale?.figures ?? []).map((figure) => againstBare(figure, ratiosAtScale, ' on ten times as much')),
  ...(hot && scale ? scale.figures.flatMap((figure) => slowerBy(figure, hot)) : []),
  ...(scale?.loadedIn === undefined ? [] : [below('loading a million referrals', scale.loadedIn / 60, 6, 'min', 1)]),
  ...(alarms
    ? [
        below('the last of 10,000 alarms, queue on Redis', alarms.redis, 5, 's', 1),
        below('the last of 10,000 alarms, embedded', alarms.embedded, 20, 's', 1),
        below('the last of 10,000 alarms, worker killed', alarms.killed, 60, 's', 1),
      ]
    : []),
  ...(start
    ? [
        below('second start to the first answer', start.second / 1000, 6, 's', 1),
        below('memory without PostgreSQL and npm (PSS)', start.memory.total, 350, 'MiB'),
      ]
    : []),
  ...(page
    ? [
        below('first paint of the work queue', page.firstPaint / 1000, 1, 's', 2),
        below('JavaScript of the first page, gzipped', page.scripts.gzipped / 1024, 250, 'KiB'),
      ]
    : []),
  ...(notice ? [below('notice on an open page after the commit, worst', notice.worst / 1000, 1, 's', 2)] : []),
]

const againstBare = ({ name, ratio }: Figure, least: Record<string, number>, where: string): Target => ({
  figure: `${name} against bare${where}`,
  target: `≥ ${least[name] ?? 1}×`,
  measured: `${ratio.toFixed(2)}×`,
  met: ratio >= (least[name] ?? 1),
})

const slowerBy = ({ name, ours }: Figure, hot: Hot): Target[] => {
  const small = hot.figures.find((figure) => figure.name === name)
  if (!small) return []
  const most = slowdowns[name] ?? 1.2
  const slower = small.ours / ours
  return [
    {
      figure: `${name}, slower on ten times as much`,
      target: `≤ ${most}×`,
      measured: `${slower.toFixed(2)}×`,
      met: slower <= most,
    },
  ]
}

const below = (figure: string, measured: number, most: number, unit: string, digits = 0): Target => ({
  figure,
  target: `< ${most} ${unit}`,
  measured: `${measured.toFixed(digits)} ${unit}`,
  met: measured < most,
})
