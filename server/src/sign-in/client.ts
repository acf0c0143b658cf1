import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem, type ProblemName, problems } from '@palermo/shared/problem.ts'
import { z } from 'zod'
import { limitConcurrency } from '../concurrency-limit.ts'
import { type Question, questions, type SignInService } from './questions.ts'

/** Milliseconds that the client waits for an answer, long enough for a full queue of passwords. */
const patience = 60_000
/** The number of milliseconds that the sign-in process may need to restart. */
const comesBackWithin = 5_000

const names = Object.keys(problems) as [ProblemName, ...ProblemName[]]
const Refusal = z.strictObject({ problem: z.enum(names), message: z.string(), retryAfter: z.number().optional() })

/**
 * The number of passwords that are sent to the sign-in process at once, and that may wait in this process. The sign-in
 * process hashes one or two at a time, and sixty connections opened at the same time would delay all other requests.
 */
const sentAtOnce = { concurrent: 8, longestQueue: 200 }

/**
 * Returns a client of the sign-in process that listens on this Unix socket. A call fails with `unavailable` while the
 * process cannot be reached.
 */
export const signInAt = (socket: string): SignInService => {
  const inTurn = limitConcurrency(sentAtOnce)
  return {
    signIn: (ask) => inTurn(() => put(socket, 'signIn', ask)).then(questions.signIn.answer.parse),
    refresh: (ask) => put(socket, 'refresh', ask).then(questions.refresh.answer.parse),
    changePassword: (ask) => put(socket, 'changePassword', ask).then(questions.changePassword.answer.parse),
    askLink: (ask) => put(socket, 'askLink', ask).then(questions.askLink.answer.parse),
    readLink: (ask) => put(socket, 'readLink', ask).then(questions.readLink.answer.parse),
    followLink: (ask) => put(socket, 'followLink', ask).then(questions.followLink.answer.parse),
  }
}

const put = async (socket: string, question: Question, ask: unknown): Promise<unknown> => {
  const { status, body } = await reach(socket, question, JSON.stringify(ask))
  if (status === 200) return body
  const { problem, message, retryAfter } = Refusal.parse(body)
  throw new Problem(problem, message, { retryAfter })
}

interface Reply {
  status: number
  body: unknown
}

/**
 * Sends a call. A call that could not connect is repeated until the process answers again; a call that was sent is
 * never repeated.
 */
const reach = async (socket: string, question: Question, text: string): Promise<Reply> => {
  for (const until = Date.now() + comesBackWithin; ; await sleep(50)) {
    try {
      return await once(socket, question, text)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      const unheard = code === 'ECONNREFUSED' || code === 'ENOENT'
      if (!unheard || Date.now() > until) throw new Problem('unavailable')
    }
  }
}

const once = (socketPath: string, question: Question, text: string): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
    const asked = request(
      { socketPath, path: `/${question}`, method: 'POST', headers, agent: false, timeout: patience },
      (reply) => {
        let body = ''
        reply.setEncoding('utf8')
        reply.on('data', (piece) => {
          body += piece
        })
        reply.on('error', reject)
        reply.on('end', () => {
          try {
            resolve({ status: reply.statusCode ?? 0, body: JSON.parse(body) })
          } catch (error) {
            reject(error)
          }
        })
      },
    )
    asked.on('timeout', () => asked.destroy(new Error('the sign-in process did not answer')))
    asked.on('error', reject)
    asked.end(text)
  })
