import path from 'node:path'
import { startEmbedded } from '@palermo/db/embedded.ts'
import { migrate } from '@palermo/db/migrate.ts'
import postgres from 'postgres'
import { aWorkerProcess, kill } from '../workers/child.ts'
import { aCrowd, casesPerPerson, fallDue, howManyReached, whoHeard } from '../workers/crowd.ts'
import { aRedis } from '../workers/redis.ts'
import { settingsFor } from '../workers/working.ts'
import { atEnd, endAll, endChild } from './ends.ts'
import { median } from './measure.ts'

/** Seconds from the time when 10,000 deadlines of 1,000 people pass until the last person is notified. */
export interface AlarmFigures {
  redis: number
  embedded: number
  /** Seconds when the worker is killed half-way and another worker is started. */
  killed: number
  size: Size
  groups: GroupFigures
}

/** Milliseconds that the database takes to count one person's groups of unread notifications. */
export interface GroupFigures {
  /** Median over all people after the alarms. */
  median: number
  worst: number
  /** For a person who has `most` unread notifications. */
  full: number
  /** The largest number of unread notifications that the count looks at. */
  most: number
}

interface Size {
  people: number
  clocks: number
}

interface Options {
  folder: string
  log: (line: string) => void
  size: Size
}

/**
 * Measures when the last notification arrives if many deadlines pass
 * in the same second. Throws if a notification is lost or doubled.
 */
export const measureAlarms = async ({ folder, log, size }: Options): Promise<AlarmFigures> => {
  const server = await startEmbedded(path.join(folder, 'data'), log, { adopt: true })
  atEnd(() => server.stop())
  const redis = await aRedis()
  atEnd(() => redis.end())
  let groups: GroupFigures | undefined
  const run = async (name: string, options: { redisUrl?: string; dies?: boolean }) => {
    const url = await emptyDatabase(server.url, name)
    const owner = postgres(url, { max: 1, onnotice: () => {} })
    await aCrowd(owner, size)
    const seconds = await lastOneTold(owner, { url, documents: { folder } }, { ...options, size })
    groups ??= await measureGroups(owner)
    await owner.end()
    log(`${name}: the last of ${size.clocks} alarms after ${seconds.toFixed(1)} s`)
    return seconds
  }
  const seconds = {
    redis: await run('alarms_redis', { redisUrl: redis.url }),
    embedded: await run('alarms_embedded', {}),
    killed: await run('alarms_killed', { dies: true }),
  }
  await endAll()
  if (!groups) throw new Error('no groups of notices were counted')
  return { ...seconds, size, groups }
}

const lastOneTold = async (
  owner: postgres.Sql,
  place: { url: string; documents: { folder: string } },
  { redisUrl, dies = false, size }: { redisUrl?: string; dies?: boolean; size: Size },
): Promise<number> => {
  const start = () => aWorkerProcess(settingsFor(place, redisUrl === undefined ? {} : { redisUrl }))
  let worker = await start()
  atEnd(() => endChild(worker))
  await fallDue(owner)
  const began = performance.now()
  if (dies) {
    while ((await howManyReached(owner)) < size.clocks / 5) await moment()
    await kill(worker)
    worker = await start()
  }
  while ((await howManyReached(owner)) < size.clocks) await moment()
  const seconds = (performance.now() - began) / 1000
  while ((await whoHeard(owner)).open > 0) await moment()
  const { told, twice, people } = await whoHeard(owner)
  if (told !== size.clocks || twice > 0 || people !== size.people)
    throw new Error(`${told} told, ${twice} twice, to ${people} people`)
  await kill(worker)
  return seconds
}

const measureGroups = async (owner: postgres.Sql): Promise<GroupFigures> => {
  await owner`analyze app.notices`
  const people = await owner<{ id: string }[]>`select distinct person_id as id from app.notices`
  const count = async (person: string) => {
    const began = performance.now()
    const [row] = await owner<{ n: number }[]>`select app.open_notice_groups(${person}) as n`
    return { groups: row?.n ?? 0, took: performance.now() - began }
  }
  const [first] = people
  if (!first) throw new Error('no person has a notice')
  // The first calls of a connection compile the function.
  for (let warmUp = 0; warmUp < 10; warmUp++) await count(first.id)
  const times: number[] = []
  for (const { id } of people) {
    const { groups, took } = await count(id)
    if (groups !== casesPerPerson)
      throw new Error(`the notices of ${casesPerPerson} cases are counted as ${groups} groups`)
    times.push(took)
  }
  const [limit] = await owner<{ most: number }[]>`
    with moved as (update app.notices set person_id = ${first.id}
      where id in (select id from app.notices where person_id <> ${first.id} limit app.notices_looked_at()))
    select app.notices_looked_at() as most`
  const full: number[] = []
  for (let i = 0; i < 20; i++) full.push((await count(first.id)).took)
  return { median: median(times), worst: Math.max(...times), full: median(full), most: limit?.most ?? 0 }
}

const moment = () => new Promise((resolve) => setTimeout(resolve, 20))

const emptyDatabase = async (serverUrl: string, name: string): Promise<string> => {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} })
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  try {
    await admin`drop database if exists ${admin(name)} with (force)`
    await admin`create database ${admin(name)}`
  } finally {
    await admin.end()
  }
  await migrate(url.href)
  return url.href
}
