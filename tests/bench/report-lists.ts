import { type ListFigure, type ListFigures, roles } from './lists.ts'
import { table } from './table.ts'

/** Queries that take at least this many milliseconds are listed one by one. */
const worthTelling = 50

/** Writes a table of all lists by role; each cell holds the time of the slowest query of the list for the role. */
export const listsPart = ({ size, figures, left, refused, failed }: ListFigures): string[] => {
  const routes = [...new Set(figures.map(({ route }) => route))]
  const slow = figures.filter(({ p95 }) => p95 >= worthTelling).sort((a, b) => b.p95 - a.p95)
  return [
    `## Lists and dashboards on ${size.referrals.toLocaleString('en')} referrals`,
    'Each route that is read without naming a record, as its declaration has it, once for each value that a parameter names; one client ' +
      'alone. In a cell: the 95th percentile of the slowest way of asking in milliseconds, and the processor time of one such request ' +
      'in milliseconds (Node and PostgreSQL). Empty where the role may not read it.',
    table(
      ['', ...roles],
      routes.map((route) => [
        `\`${route.slice('/api'.length)}\``,
        ...roles.map((role) => cellOf(figures, route, role)),
      ]),
    ),
    ...(slow.length > 0
      ? [
          `Ways of asking with a 95th percentile of ${worthTelling} ms or more:`,
          table(
            ['', 'role', 'median ms', 'p95 ms', 'Node ms', 'PostgreSQL ms'],
            slow.map(({ route, query, role, median, p95, cost }) => [
              `\`${route.slice('/api'.length)}${query && '?'}${query}\``,
              role,
              ...[median, p95, cost.node / 1000, cost.postgres / 1000].map((one) => one.toFixed(1)),
            ]),
          ),
        ]
      : []),
    ...(left.length > 0 ? [`Not asked, as nothing is known for what they require: ${left.join(', ')}.`] : []),
    ...Object.entries(refused).map(
      ([route, ways]) => `Not measured: ${ways} ways of asking \`${route}\` that the contract refuses (422).`,
    ),
    ...(failed.length > 0 ? [`**Failed**: ${failed.join('; ')}.`] : []),
  ]
}

const cellOf = (figures: readonly ListFigure[], route: string, role: ListFigure['role']): string => {
  const [slowest] = figures.filter((one) => one.route === route && one.role === role).sort((a, b) => b.p95 - a.p95)
  if (!slowest) return ''
  const { p95, cost } = slowest
  return `${p95.toFixed(1)}; ${((cost.node + cost.postgres) / 1000).toFixed(1)}`
}
