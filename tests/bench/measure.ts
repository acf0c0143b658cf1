import autocannon from 'autocannon'

export interface Target {
  method: 'GET' | 'POST'
  /** A new address and body for every request. */
  next(): { path: string; headers?: Record<string, string>; body?: string }
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
}

interface Options {
  ports: { api: number; bare: number }
  rounds: number
  seconds: number
  say: (line: string) => void
}

interface Round {
  rate: number
  p50: number
  p99: number
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** Alternates the two, so that whatever else the machine does falls on both. Any answer but 2xx ends the run. */
export const measure = async (scenarios: readonly Scenario[], options: Options): Promise<Figure[]> => {
  await Promise.all([answers(options.ports.api, '/api/ready'), answers(options.ports.bare, '/nothing')])
  const figures: Figure[] = []
  for (const { name, bare, ours } of scenarios) {
    await fire(bare, options.ports.bare, 1)
    await fire(ours, options.ports.api, 1)
    const rounds: { bare: Round; ours: Round }[] = []
    for (let round = 0; round < options.rounds; round++) {
      rounds.push({
        bare: await fire(bare, options.ports.bare, options.seconds),
        ours: await fire(ours, options.ports.api, options.seconds),
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
    }
    options.say(`${name}: bare ${figure.bare}/s, ours ${figure.ours}/s, ratio ${figure.ratio.toFixed(2)}`)
    figures.push(figure)
  }
  return figures
}

const fire = async (target: Target, port: number, seconds: number): Promise<Round> => {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: 16,
    duration: seconds,
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
  return { rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 }
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
