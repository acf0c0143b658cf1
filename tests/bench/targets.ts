import type { Hot } from './hot.ts'
import type { ListFigures } from './lists.ts'
import type { Figure } from './measure.ts'
import type { Results } from './results.ts'
import { atOnce } from './sign-ins.ts'

interface Target {
  figure: string
  target: string
  measured: string
  met: boolean
}

const ratios: Record<string, number> = { 'LIST 50': 0.6, COUNTS: 0.7, GET: 0.5, ACCEPT: 0.25, CREATE: 0.25 }
const ratiosAtScale: Record<string, number> = { ...ratios, ACCEPT: 0.3 }
/** The largest allowed slowdown of each scenario on ten times as many records. */
const slowdowns: Record<string, number> = { ACCEPT: 1.4 }

/** Returns every measured figure that has a target, with the target. */
export const targetsOf = ({
  hot,
  scale,
  lists,
  scaleLists,
  alarms,
  start,
  deaths,
  signIns,
  page,
  notice,
}: Results): Target[] => [
  ...(hot?.figures ?? []).map((figure) => againstBare(figure, ratios, '')),
  ...(scale?.figures ?? []).map((figure) => againstBare(figure, ratiosAtScale, ' on ten times as much')),
  ...(hot && scale ? scale.figures.flatMap((figure) => slowerBy(figure, hot)) : []),
  ...(lists ? slowestOf(lists) : []),
  ...(scaleLists ? slowestOf(scaleLists) : []),
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
  ...(deaths
    ? [
        below('API back after a death, worst of five', Math.max(...deaths.api) / 1000, 3, 's', 1),
        below('worker back after a death, worst of five', Math.max(...deaths.worker) / 1000, 3, 's', 1),
      ]
    : []),
  ...(signIns
    ? [
        below(`health under ${atOnce} sign-ins, p95`, signIns.p95, 100, 'ms'),
        below(`health under ${atOnce} sign-ins, worst`, signIns.worst, 100, 'ms'),
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

/** Returns the slowest list and the slowest dashboard of all roles, each with its address and role. */
const slowestOf = ({ figures, size }: ListFigures): Target[] =>
  (['list', 'dashboard'] as const).flatMap((kind) => {
    const ours = figures.filter(({ route }) => route.startsWith('/api/dashboards') === (kind === 'dashboard'))
    const [slowest] = ours.sort((a, b) => b.p95 - a.p95)
    if (!slowest) return []
    const at = `${slowest.route}${slowest.query && '?'}${slowest.query}, ${slowest.role}`
    const figure = `slowest ${kind} at ${size.referrals.toLocaleString('en')} referrals, p95 (\`${at}\`)`
    return [below(figure, slowest.p95, kind === 'list' ? 100 : 150, 'ms')]
  })

const below = (figure: string, measured: number, most: number, unit: string, digits = 0): Target => ({
  figure,
  target: `< ${most} ${unit}`,
  measured: `${measured.toFixed(digits)} ${unit}`,
  met: measured < most,
})
