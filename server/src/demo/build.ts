import { endLooks } from '@palermo/db/cases/looks.ts'
import { type Connections, type Database, openConnections, openDatabase } from '@palermo/db/database.ts'
import { isFull, sweepAlarms } from '@palermo/db/deadlines/sweep.ts'
import { type DemoControl, openDemoControl } from '@palermo/db/demo-control.ts'
import { type GivenLogins, urlFor } from '@palermo/db/roles.ts'
import { readRulebook } from '@palermo/db/rulebook.ts'
import type { Keyring } from '@palermo/db/seal.ts'
import type { Act } from './acts.ts'
import { chanceFrom } from './chance.ts'
import { day, hour, minute, paceOf } from './pace.ts'
import { performer } from './perform.ts'
import { keepRotas, setStage } from './stage.ts'
import { length, planStory } from './story.ts'

export interface Demo {
  /** The database URL of the migration login. The database must be empty and migrated. */
  ownerUrl: string
  /** The database logins that have passwords of their own. */
  logins?: GivenLogins
  ring: Keyring
  log: (line: string) => void
  /** The seed of the random choices. Another seed gives another story. */
  seed?: number
  /** The number of story threads to create. */
  until?: number
  /** The end of the story, in milliseconds since the epoch; by default the present time. */
  now?: number
}

/** The number of actions performed concurrently, each on its own connection. */
const concurrent = 4
/**
 * The time in milliseconds before the end of the story from which notifications stay unread; older notifications are
 * marked as history.
 */
const newsFor = 4 * day

/**
 * Writes the demo story of eighteen months into an empty database, by the same commands as everyday work. The
 * database's clock is moved to the time of each action, and reset to the real time at the end; a clock in the past
 * therefore shows an interrupted story.
 * @throws Error if a task force exists already
 */
export const buildDemo = async ({
  ownerUrl,
  logins = {},
  ring,
  log,
  seed = 2000,
  until = 200,
  now,
}: Demo): Promise<void> => {
  const control = openDemoControl(ownerUrl)
  const random = chanceFrom(seed).fork()
  const db: Database = {
    ...openDatabase(logins.api ?? urlFor(ownerUrl, 'api'), ring, { size: concurrent, name: 'palermo-demo' }),
    random: (size) => random.bytes(size),
  }
  const worker = openConnections(logins.worker ?? urlFor(ownerUrl, 'worker'), { size: 1, name: 'palermo-demo' })
  try {
    if ((await control.progress()) !== 'nothing')
      throw new Error('a task force is here already: the demo needs an empty database')
    const last = now ?? (await control.now())
    const ends = last - (last % minute)
    await control.setClock(ends - length)
    const stage = await setStage(control, db, worker)
    const pace = paceOf(await rulebook(worker), ends)
    const acts = planStory({ seed, threads: until, pace })
    await playOut(control, acts, performer(db, worker, stage), until, log)
    await bringNews(control, worker, ends)
    await control.setClock(ends)
    await keepRotas(db, stage, ends)
    await control.endSessions()
    // The clock is reset last, because a clock in the past shows that the story was interrupted and must be written
    // again.
    await control.setClock()
  } finally {
    await Promise.all([control.end(), db.slots.end(), worker.slots.end()])
  }
}

const rulebook = async ({ slots }: Connections) => {
  const slot = await slots.take()
  try {
    return await readRulebook(slot.sql)
  } finally {
    slots.give(slot, true)
  }
}

/** Performs the actions in order of time; actions of different threads within the same minute run concurrently. */
const playOut = async (
  control: DemoControl,
  acts: readonly Act[],
  perform: (act: Act) => Promise<void>,
  until: number,
  log: (line: string) => void,
) => {
  let done = 0
  let said = 0
  for (const scene of scenesOf(acts)) {
    await control.setClock(scene[0]?.at)
    await Promise.all(scene.map(perform))
    done += scene.length
    const cases = Math.floor((done / acts.length) * until)
    if (cases < said + 20 && done < acts.length) continue
    said = cases
    log(`building the demo ${cases}/${until}`)
  }
}

/**
 * Groups the actions that may run concurrently. Only one action of a group may open a case, because case references are
 * drawn in order.
 */
const scenesOf = (acts: readonly Act[]): Act[][] => {
  const scenes: Act[][] = []
  let threads = new Set<number>()
  let opens = false
  for (const act of acts) {
    const scene = scenes.at(-1)
    const alone = act.do === 'silence' || act.do === 'own-case' || (act.do === 'refer' && act.step.action === 'send')
    const fits = scene && act.at === scene[0]?.at && !threads.has(act.thread) && !(alone && opens)
    if (fits) scene.push(act)
    else {
      scenes.push([act])
      threads = new Set()
      opens = false
    }
    threads.add(act.thread)
    opens ||= alone
  }
  return scenes
}

/** Raises the due alarms of the last days, day by day, so that only notifications of these days stay unread. */
const bringNews = async (control: DemoControl, worker: Connections, ends: number): Promise<void> => {
  for (let at = ends - newsFor; at <= ends; at += day) {
    await control.setClock(at)
    while (isFull(await sweepAlarms(worker)));
    await endLooks(worker)
    // Marks notifications up to an hour later as history too, because the clock goes on while the alarms of the first
    // day are raised, which takes minutes on a slow machine.
    if (at === ends - newsFor) await control.quietBefore(at + hour)
  }
}
