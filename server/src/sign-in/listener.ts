import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import path from 'node:path'
import { Problem } from '@palermo/shared/problem.ts'
import { type Question, questions, type SignInService } from './questions.ts'

/** Maximum size in bytes of a call, enough for a password, an address and a token. */
const longestQuestion = 16_384
/** Maximum length of the path of a Unix socket on Linux; macOS allows four bytes less. */
const longestPath = 103

/**
 * Serves calls as HTTP (`POST /<question>`) on a Unix socket that only processes of the same account can open.
 * @throws Error if the path is too long for a socket, or another process answers there
 */
export const listenForQuestions = async (
  service: SignInService,
  socket: string,
  failed: (error: unknown) => void,
): Promise<{ close(): Promise<void> }> => {
  if (Buffer.byteLength(socket) > longestPath)
    throw new Error(`PALERMO_SIGN_IN: ${socket} is longer than ${longestPath} bytes, name a shorter one`)
  mkdirSync(path.dirname(socket), { recursive: true, mode: 0o700 })
  if (existsSync(socket)) {
    if (await answers(socket)) throw new Error(`another process answers at ${socket}`)
    rmSync(socket)
  }
  const server = createServer({ requestTimeout: 10_000 }, (request, reply) => {
    answer(service, request).then(
      (body) => send(reply, 200, body),
      (error) => {
        if (!(error instanceof Problem)) failed(error)
        send(reply, 422, refusal(error instanceof Problem ? error : new Problem('unexpected')))
      },
    )
  })
  const before = process.umask(0o177)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(socket, resolve)
    })
  } finally {
    process.umask(before)
  }
  return { close: () => new Promise((resolve) => server.close(() => resolve())) }
}

const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(socket, () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })

const answer = async (service: SignInService, request: IncomingMessage): Promise<unknown> => {
  const name = request.url?.slice(1) ?? ''
  if (request.method === 'GET' && name === 'health') return { alive: true }
  if (request.method !== 'POST' || !isQuestion(name)) throw new Problem('not-found')
  const asked = questions[name].ask.safeParse(JSON.parse(await textOf(request)))
  if (!asked.success) throw new Problem('bad-request')
  // Cast: TypeScript cannot infer that name and argument have matching types.
  return (service[name] as (ask: unknown) => Promise<unknown>)(asked.data)
}

const isQuestion = (name: string): name is Question => Object.hasOwn(questions, name)

const textOf = async (request: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of request) {
    length += piece.length
    if (length > longestQuestion) throw new Problem('too-large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

const refusal = ({ problem, message, retryAfter }: Problem) => ({ problem, message, retryAfter })

const send = (reply: ServerResponse, status: number, body: unknown) => {
  reply.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body))
}
