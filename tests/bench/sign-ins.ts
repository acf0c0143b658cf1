import { Agent, get, request } from 'node:http'
import { setImmediate as immediate, setTimeout as pause } from 'node:timers/promises'
import { cast, demoPassword } from '@palermo/server/demo/cast.ts'
import { median } from './measure.ts'

/** Milliseconds in which `/api/health` answers while many people sign in at the same time. */
export interface SignInFigures {
  p95: number
  worst: number
  /** The number of measured answers. */
  asked: number
  /** Milliseconds of the slowest sign-in; median of the rounds. */
  slowest: number
}

export const atOnce = 60
const rounds = 3
/** Milliseconds between two requests to `/api/health`. */
const between = 5

/** Signs in 60 people at once, three times, while `/api/health` is requested repeatedly on a separate connection. */
export const measureSignIns = async (address: string, log: (line: string) => void): Promise<SignInFigures> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const times: number[] = []
  const slowest: number[] = []
  try {
    await health(address, agent)
    for (let round = 0; round < rounds; round++) {
      let signing = true
      const all = signInAll(address, round)
      const over = () => {
        signing = false
      }
      all.then(over, over)
      while (signing) {
        times.push(await health(address, agent))
        await pause(between)
      }
      slowest.push(Math.max(...(await all)))
    }
  } finally {
    agent.destroy()
  }
  const sorted = times.sort((a, b) => a - b)
  const figures = {
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
    worst: sorted.at(-1) ?? Number.NaN,
    asked: sorted.length,
    slowest: median(slowest),
  }
  log(`health under ${atOnce} sign-ins: p95 ${figures.p95.toFixed(0)} ms, worst ${figures.worst.toFixed(0)} ms`)
  return figures
}

/**
 * Starts all sign-ins within a moment. This process pauses between any two, because the time of a request to
 * `/api/health` would otherwise include the writing of sixty requests in this process.
 */
const signInAll = async (address: string, round: number): Promise<number[]> => {
  const all: Promise<number>[] = []
  for (let n = 0; n < atOnce; n++) {
    all.push(signIn(address, cast[n % cast.length]?.email ?? '', placeOf(round, n)))
    await immediate()
  }
  return Promise.all(all)
}

/**
 * Each sign-in comes from an IP address of its own, because the
 * rate limit admits fewer from one address within a minute.
 */
const placeOf = (round: number, n: number) => `127.0.${round + 1}.${n + 1}`

const signIn = (address: string, email: string, localAddress: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const headers = { 'content-type': 'application/json' }
    const asked = request(`${address}/api/sign-in`, { method: 'POST', localAddress, headers }, (reply) => {
      reply.resume()
      reply.once('end', () => {
        if (reply.statusCode === 200) resolve(performance.now() - began)
        else reject(new Error(`a sign-in was answered with ${reply.statusCode}`))
      })
    })
    asked.once('error', reject)
    asked.end(JSON.stringify({ email, password: demoPassword }))
  })

const health = (address: string, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    get(`${address}/api/health`, { agent }, (reply) => {
      reply.resume()
      reply.once('end', () => {
        if (reply.statusCode === 200) resolve(performance.now() - began)
        else reject(new Error(`health was answered with ${reply.statusCode}`))
      })
    }).once('error', reject)
  })
