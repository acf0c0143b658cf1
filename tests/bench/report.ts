import { availableParallelism, totalmem } from 'node:os'
import type { AlarmFigures } from './alarms.ts'
import type { DeathFigures } from './deaths.ts'
import type { Hot } from './hot.ts'
import type { Figure } from './measure.ts'
import type { NoticeFigures } from './notice.ts'
import type { PageFigures } from './page.ts'
import { listsPart } from './report-lists.ts'
import type { Results } from './results.ts'
import { atOnce, type SignInFigures } from './sign-ins.ts'
import { watched } from './start.ts'
import { table } from './table.ts'
import { targetsOf } from './targets.ts'

export interface Machine {
  postgres?: string
  chromium?: string
}

export interface Settings {
  rounds: number
  /** Seconds of each round. */
  seconds: number
}

const whole = (number: number) => number.toFixed(0)
const grouped = (number: number) => number.toLocaleString('en')

/** Writes all results as one Markdown document. */
export const documentOf = (results: Results, machine: Machine, settings: Settings): string =>
  [
    '# Figures',
    `Measured by \`npm run bench\` in one run on one machine: ${machineOf(machine)}.`,
    ...(results.hot ? hotPart(results.hot, settings) : []),
    ...(results.scale ? scalePart(results.scale, results.hot, settings) : []),
    ...(results.lists ? listsPart(results.lists) : []),
    ...(results.scaleLists ? listsPart(results.scaleLists) : []),
    ...(results.alarms ? alarmsPart(results.alarms) : []),
    ...(results.start ? startPart(results.start) : []),
    ...(results.deaths ? deathsPart(results.deaths) : []),
    ...(results.signIns ? signInsPart(results.signIns) : []),
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

const partsOf = ({ steps, transition: door }: NonNullable<Hot['parts']>): string[] => {
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

const alarmsPart = ({ redis, embedded, killed, size, groups }: AlarmFigures): string[] => [
  '## Alarms',
  `From the moment at which ${grouped(size.clocks)} clocks of ${grouped(size.people)} people fell due to the last one’s notice in the app; none lost, none double.`,
  table(
    ['', 'seconds'],
    [
      ['the queue on Redis', redis.toFixed(1)],
      ['the queue on the embedded PostgreSQL', embedded.toFixed(1)],
      ['the same, the worker killed after a fifth and another begun', killed.toFixed(1)],
    ],
  ),
  'What it then costs the database to count the groups of one person’s unread notices, as each beat of an open page does: ' +
    `median of the ${grouped(size.people)} people ${groups.median.toFixed(1)} ms, worst ${groups.worst.toFixed(1)} ms; ` +
    `${groups.full.toFixed(1)} ms for a person with ${groups.most} unread, which is as many as are looked at.`,
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
      [`at most in the ${watched} s after, with the first statistics`, whole(memory.highest)],
    ],
  ),
]

const deathsPart = ({ api, worker }: DeathFigures): string[] => [
  '## Restart after a death',
  'From the kill of a process to the moment at which its successor works, in milliseconds: `/api/ready` answers, or the worker takes ' +
    `jobs. ${api.length} deaths in a row each, under \`npm start\`.`,
  table(
    ['', ...api.map((_, n) => `death ${n + 1}`)],
    [
      ['API', ...api.map(whole)],
      ['worker', ...worker.map(whole)],
    ],
  ),
]

const signInsPart = ({ p95, worst, asked, slowest }: SignInFigures): string[] => [
  '## Health under sign-ins',
  `While ${atOnce} people sign in at the same moment, \`/api/health\` answered ${grouped(asked)} times: 95% within ${whole(p95)} ms, ` +
    `worst ${whole(worst)} ms. The last of the ${atOnce} is signed in after ${(slowest / 1000).toFixed(1)} s.`,
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
