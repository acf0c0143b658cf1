import autocannon from 'autocannon'
import { type Cost, costOf, type Meter } from './cpu.ts'

export interface Target {
  method: 'GET' | 'POST'
  /** Returns the next request, with an address and body that differ from the earlier requests. */
  next(): { path: string; headers?: Record<string, string>; body?: string }
  /** Returns how many requests remain, for a scenario in which each row can be used only once. */
  left?(): number
}

export interface Scenario {
  name: string
  bare: Target
  ours: Target
}

export interface Figure {
  name: string
  bare: number
  ours: number
  ratio: number
  lowest: number
  highest: number
  p50: number
  p99: number
  bareP99: number
  cost: { bare: Cost; ours: Cost }
}

interface Options {
  ports: { api: number; bare: number }
  meters: { bare: Meter; ours: Meter }
  rounds: number
  seconds: number
  log: (line: string) => void
}

interface Round {
  rate: number
  p50: number
  p99: number
  cost: Cost
}

export const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** Requests to each side before measuring. */
const warmUp = 3_000

/** Alternates the two sides, so that other load on the machine affects both. Any answer but 2xx ends the run. */
export const measure = async (scenarios: readonly Scenario[], options: Options): Promise<Figure[]> => {
  const { ports, meters, seconds } = options
  await Promise.all([answers(ports.api, '/api/ready'), answers(ports.bare, '/nothing')])
  const figures: Figure[] = []
  for (const { name, bare, ours } of scenarios) {
    // Both sides get the same number of requests; with the same time,
    // the slower side would be measured while its code is compiled.
    await fire(bare, ports.bare, { amount: warmUp }, meters.bare)
    await fire(ours, ports.api, { amount: warmUp }, meters.ours)
    const rounds: { bare: Round; ours: Round }[] = []
    for (let round = 0; round < options.rounds; round++) {
      const another = (rounds.at(-1)?.ours.rate ?? 0) * seconds * 1.3
      if (ours.left && ours.left() < another) {
        options.log(`${name}: enough for ${round} rounds only`)
        break
      }
      rounds.push({
        bare: await fire(bare, ports.bare, { duration: seconds }, meters.bare),
        ours: await fire(ours, ports.api, { duration: seconds }, meters.ours),
      })
    }
    const ratios = rounds.map((round) => round.ours.rate / round.bare.rate)
    const figure: Figure = {
      name,
      bare: Math.round(median(rounds.map((round) => round.bare.rate))),
      ours: Math.round(median(rounds.map((round) => round.ours.rate))),
      ratio: median(ratios),
      lowest: Math.min(...ratios),
      highest: Math.max(...ratios),
      p50: median(rounds.map((round) => round.ours.p50)),
      p99: median(rounds.map((round) => round.ours.p99)),
      bareP99: median(rounds.map((round) => round.bare.p99)),
      cost: {
        bare: medianCost(rounds.map((round) => round.bare.cost)),
        ours: medianCost(rounds.map((round) => round.ours.cost)),
      },
    }
    options.log(`${name}: bare ${figure.bare}/s, ours ${figure.ours}/s, ratio ${figure.ratio.toFixed(2)}`)
    figures.push(figure)
  }
  return figures
}

const medianCost = (costs: readonly Cost[]): Cost => ({
  node: median(costs.map(({ node }) => node)),
  postgres: median(costs.map(({ postgres }) => postgres)),
})

const fire = async (
  target: Target,
  port: number,
  length: { duration: number } | { amount: number },
  meter: Meter,
): Promise<Round> => {
  const before = await meter()
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: 16,
    ...length,
    requests: [
      {
        method: target.method,
        setupRequest: (request) => ({ ...request, ...target.next() }),
      },
    ],
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(
      `${result.non2xx} answers were not 2xx, ${result.errors} failed: ${JSON.stringify(result.statusCodeStats)}`,
    )
  const cost = costOf(before, await meter(), result.requests.total)
  return { rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, cost }
}

const answers = async (port: number, path: string): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    try {
      await fetch(`http://127.0.0.1:${port}${path}`)
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error(`nothing answers on port ${port}`)
}
