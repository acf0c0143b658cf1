import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'
import { aWorkerProcess, killAll } from './child.ts'
import { freePort } from './free-port.ts'
import { settingsFor } from './working.ts'

let force: TaskForce
beforeAll(async () => {
  force = await aTaskForce()
})
afterEach(killAll)
afterAll(() => force.end())

test('a worker process fills in the holidays, shows its counts on this machine, and ends in order', async () => {
  const port = await freePort()
  const worker = await aWorkerProcess(settingsFor(force), { ADMIN_PORT: String(port) })
  const address = `http://127.0.0.1:${port}`
  await vi.waitFor(async () => {
    const rows = await force.owner<{ year: number; n: number }[]>`
      select extract(year from on_date)::int as year, count(*)::int as n from app.holidays where calendar = 'PH' group by 1 order by 1`
    const [now] = await force.owner<
      { year: number }[]
    >`select extract(year from app.now() at time zone 'Asia/Manila')::int as year`
    expect(rows.map(({ year }) => year - (now?.year ?? 0))).toEqual([-1, 0, 1, 2])
    expect(rows.every(({ n }) => n > 8)).toBe(true)
  }, 20_000)
  expect((await fetch(`${address}/health`)).status).toBe(200)
  const metrics = await (await fetch(`${address}/metrics`)).text()
  expect(metrics).toMatch(/^palermo_orphans 0$/m)
  expect(metrics).toMatch(/^palermo_outbox_waiting 0$/m)
  expect((await fetch(`${address}/`)).status).toBe(404)
  const gone = once(worker, 'exit')
  worker.kill('SIGTERM')
  expect(await gone).toEqual([0, null])
})

test('holidays that an administrator corrected are left alone', async () => {
  await force.owner`delete from app.holidays where on_date >= date_trunc('year', app.now()) and on_date < date_trunc('year', app.now()) + interval '1 year' and name like '%Christmas%'`
  const before = await force.owner`select on_date from app.holidays order by 1`
  await force.owner`delete from app.scheduled_jobs`
  const worker = await aWorkerProcess(settingsFor(force))
  await vi.waitFor(
    async () =>
      expect(
        await force.owner`select from app.scheduled_jobs where name = 'holidays' and done_at is not null`,
      ).toHaveLength(1),
    { timeout: 20_000, interval: 20 },
  )
  const gone = once(worker, 'exit')
  worker.kill('SIGTERM')
  expect(await gone).toEqual([0, null])
  expect([...(await force.owner`select on_date from app.holidays order by 1`)]).toEqual([...before])
})

test('without a database to go to it ends, saying what is missing', async () => {
  await expect(aWorkerProcess({ ...settingsFor(force), databaseUrl: '' })).rejects.toThrow('ended with 1')
})
