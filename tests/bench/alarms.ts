import path from 'node:path'
import { startEmbedded } from '@palermo/db/embedded.ts'
import { migrate } from '@palermo/db/migrate.ts'
import postgres from 'postgres'
import { aWorkerProcess, kill } from '../workers/child.ts'
import { aCrowd, fallDue, howManyReached, whoHeard } from '../workers/crowd.ts'
import { aRedis } from '../workers/redis.ts'
import { settingsFor } from '../workers/working.ts'
import { atEnd, endAll, endChild } from './ends.ts'

const size = { people: 1_000, clocks: 10_000 }

/** Seconds from the moment at which all fell due to the last one's notice, of 10,000 clocks of 1,000 people. */
export interface AlarmFigures {
  redis: number
  embedded: number
  /** With the worker killed in the middle and another begun. */
  killed: number
}

interface Options {
  folder: string
  say: (line: string) => void
}

/** How long the last of many waits whose clocks fall due in the same second. None lost and none double, or no figure. */
export const measureAlarms = async ({ folder, say }: Options): Promise<AlarmFigures> => {
  const server = await startEmbedded(path.join(folder, 'data'), say, { adopt: true })
  atEnd(() => server.stop())
  const redis = await aRedis()
  atEnd(() => redis.end())
  const run = async (name: string, options: { redisUrl?: string; dies?: boolean }) => {
    const url = await emptyDatabase(server.url, name)
    const owner = postgres(url, { max: 1, onnotice: () => {} })
    await aCrowd(owner, size)
    const seconds = await lastOneTold(owner, { url, documents: { folder } }, options)
    await owner.end()
    say(`${name}: the last of ${size.clocks} after ${seconds.toFixed(1)} s`)
    return seconds
  }
  const figures = {
    redis: await run('alarms_redis', { redisUrl: redis.url }),
    embedded: await run('alarms_embedded', {}),
    killed: await run('alarms_killed', { dies: true }),
  }
  await endAll()
  return figures
}

const lastOneTold = async (
  owner: postgres.Sql,
  place: { url: string; documents: { folder: string } },
  { redisUrl, dies = false }: { redisUrl?: string; dies?: boolean },
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
