import { describe, expect, test } from 'vitest'
import { code, everySource, packages, read, type Source } from './source.ts'

const sources = everySource()
const ours = sources.filter(({ package: name }) => name !== 'scripts')

/** The packages that each package may import: pages never import the database, and jobs never import routes. */
const arrows: Record<string, string[]> = {
  shared: [],
  db: ['shared'],
  server: ['db', 'shared'],
  workers: ['db', 'shared'],
  web: ['shared'],
  tests: ['shared', 'db', 'server', 'workers', 'web', 'scripts'],
}

test('packages use each other along the arrows and no other way', () => {
  const wrong = ours.flatMap(({ file, package: from, imports }) =>
    imports
      .map((to) => [to.split('/')[0] ?? '', file] as const)
      .filter(([to]) => to !== from && !arrows[from]?.includes(to)),
  )
  expect(wrong).toEqual([])
  for (const name of packages) {
    const { dependencies = {} } = JSON.parse(read(`${name}/package.json`)) as { dependencies?: Record<string, string> }
    const named = Object.keys(dependencies).filter((one) => one.startsWith('@palermo/'))
    expect(
      named.filter((one) => !arrows[name]?.includes(one.replace('@palermo/', ''))),
      name,
    ).toEqual([])
  }
})

test('no file needs itself, however many stand between, not even for a type or later on', () => {
  const edges = new Map(sources.map(({ file, imports }) => [file, imports]))
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, trail: string[]) => {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
    if (done.has(file) || trail.includes(file)) return
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file])
    done.add(file)
  }
  for (const { file } of sources) visit(file, [])
  expect(circles).toEqual([])
})

test.each(packages.filter((name) => name !== 'tests'))(
  'no folder of %s imports itself by way of other folders; a file at the top counts as a folder',
  (name) => {
    const node = ({ folder, name: file }: Source) => folder || file
    const own = new Map(sources.filter((one) => one.package === name).map((one) => [one.file, one]))
    const edges = new Map<string, Map<string, string>>()
    for (const source of own.values())
      for (const file of source.imports) {
        const target = own.get(file)
        if (!target || node(target) === node(source)) continue
        const from = edges.get(node(source)) ?? new Map<string, string>()
        if (!from.has(node(target))) from.set(node(target), `${source.file} imports ${file}`)
        edges.set(node(source), from)
      }
    const done = new Set<string>()
    const circles: string[][] = []
    const visit = (one: string, trail: readonly string[]) => {
      if (trail.includes(one)) {
        const circle = [...trail.slice(trail.indexOf(one)), one]
        circles.push(circle.slice(1).map((to, at) => edges.get(circle[at] ?? '')?.get(to) ?? ''))
      }
      if (done.has(one) || trail.includes(one)) return
      for (const next of edges.get(one)?.keys() ?? []) visit(next, [...trail, one])
      done.add(one)
    }
    for (const one of edges.keys()) visit(one, [])
    expect(circles).toEqual([])
  },
)

test('what is imported is there', () => {
  const files = new Set(sources.map(({ file }) => file))
  const missing = sources.flatMap(({ file, imports }) =>
    imports
      .filter((one) => /\.tsx?$/.test(one) && !files.has(one) && !one.endsWith('.gen.ts'))
      .map((one) => `${file}: ${one}`),
  )
  expect(missing).toEqual([])
})

test('a capability’s table is its own: nobody else reads past its queries and commands', () => {
  const wrong = ours
    .filter(({ package: name }) => name !== 'tests')
    .flatMap(({ file, folder, imports }) =>
      imports
        .filter((one) => /^db\/src\/[^/]+\/table\.ts$/.test(one) && one.split('/')[2] !== folder)
        .map((one) => `${file}: ${one}`),
    )
  expect(wrong).toEqual([])
})

test('contracts import declarations, declarations policies, and none the other way', () => {
  const order = ['contract.ts', 'record.ts', 'policy.ts']
  const wrong = ours
    .filter(({ package: name, name: file }) => name === 'shared' && order.includes(file))
    .flatMap(({ file, folder, name, runs }) =>
      runs
        .filter((one) => {
          const [, , other, target = ''] = one.split('/')
          return other === folder && order.includes(target) && order.indexOf(target) < order.indexOf(name)
        })
        .map((one) => `${file}: ${one}`),
    )
  expect(wrong).toEqual([])
})

describe('what all sides agree on is pure', () => {
  const shared = ours.filter(({ package: name }) => name === 'shared')
  const reach = (pattern: RegExp, among: readonly Source[]) =>
    among.flatMap(({ file, text }) => (code(text).match(pattern) ?? []).map((found) => `${file}: ${found}`))

  test('it reads no clock, no chance, no environment, and waits for nothing', () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bcrypto\.|\bTemporal\.Now\b|\bset(Timeout|Interval|Immediate)\(|\bfetch\(|\bperformance\.|\bconsole\.|\bglobalThis\b|\basync\b|\bawait\b/g
    expect(reach(impure, shared)).toEqual([])
  })

  test('it uses no module of Node, of the browser or of the database', () => {
    const foreign = shared.flatMap(({ file, foreign: used }) => used.map((one) => `${one} in ${file}`))
    expect(foreign.filter((one) => !/^(zod|temporal-polyfill) /.test(one))).toEqual([])
  })
})

test('nobody hides what another file holds: no file only passes on', () => {
  const barrels = ours.filter(({ text }) => /^export (\*|\{[^}]*\}) from/m.test(code(text))).map(({ file }) => file)
  expect(barrels).toEqual([])
})
