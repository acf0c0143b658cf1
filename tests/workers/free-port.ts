import { createServer } from 'node:net'

/** Below those that the system gives out by itself, so that nobody is given one between being found here and being used. */
const [first, last] = [20_000, 32_000]
let next = first + ((process.pid * 7919) % (last - first))

/** A port that nobody has now, and that no process of this run is told of twice. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = next
    next = port + 1 < last ? port + 1 : first
    if (await isFree(port)) return port
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
