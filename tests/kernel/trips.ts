import { once } from 'node:events'
import net from 'node:net'

/** Splits a stream of PostgreSQL's protocol into its messages. The first message of a client has no type letter. */
const messages = (onMessage: (letter: string, message: Buffer) => void, hasStartup: boolean) => {
  let rest = Buffer.alloc(0)
  let isStartup = hasStartup
  return (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const head = isStartup ? 0 : 1
      if (rest.length < head + 4) return
      const length = head + rest.readInt32BE(head)
      if (rest.length < length) return
      const message = rest.subarray(0, length)
      rest = rest.subarray(length)
      onMessage(isStartup ? '' : String.fromCharCode(message[0] ?? 0), message)
      isStartup = false
    }
  }
}

export interface Trips {
  /** URL of the database by way of this proxy. */
  url: string
  /**
   * Expects that the work takes as many round trips as there are numbers: in each trip, the proxy holds the answers
   * back until that many statements were sent. Work that waits for an answer earlier never ends.
   */
  expect<T>(trips: readonly number[], work: () => Promise<T>): Promise<T>
  end(): Promise<void>
}

/** Starts a proxy between the client and PostgreSQL that counts round trips by the messages sent, not by time. */
export const countTrips = async (databaseUrl: string): Promise<Trips> => {
  const url = new URL(databaseUrl)
  const target = { host: url.hostname, port: Number(url.port) }
  let left: number[] = []
  let sent = 0
  let answered = 0
  let held: { client: net.Socket; message: Buffer; isLast: boolean }[] = []
  const sockets = new Set<net.Socket>()

  const release = () => {
    for (let trip = left[0]; held.length > 0 && (trip === undefined || sent >= trip); trip = left[0]) {
      const next = held.shift()
      next?.client.write(next.message)
      if (trip === undefined || !next?.isLast) continue
      answered += 1
      if (answered < trip) continue
      left = left.slice(1)
      sent -= trip
      answered = 0
    }
  }
  const server = net.createServer((client) => {
    const database = net.connect(target)
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
    }
    client.on(
      'data',
      messages((letter, message) => {
        database.write(message)
        // A simple query (`Q`) or the end of an extended query (`S`): PostgreSQL answers each with one `ReadyForQuery`.
        if (left.length > 0 && (letter === 'Q' || letter === 'S')) sent += 1
        release()
      }, true),
    )
    database.on(
      'data',
      messages((letter, message) => {
        held.push({ client, message, isLast: letter === 'Z' })
        release()
      }, false),
    )
    client.on('close', () => database.destroy())
    database.on('close', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as net.AddressInfo).port)
  return {
    url: url.href,
    async expect(trips, work) {
      left = [...trips]
      sent = 0
      answered = 0
      const done = await work()
      if (left.length > 0) throw new Error(`${left.length} of ${trips.length} round trips were not needed`)
      return done
    },
    async end() {
      held = []
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
