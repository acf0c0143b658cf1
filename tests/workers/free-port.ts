import { createServer } from 'node:net'

/**
 * The range in which ports are searched: below the ports that the system assigns itself, so that no other process gets
 * the port between this check and its use.
 */
const [first, last] = [20_000, 32_000]
let next = first + ((process.pid * 7919) % (last - first))

/** A port that is free now and that this process has not returned before. */
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
