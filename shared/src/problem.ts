import { z } from 'zod'
import { faultOfDetail } from './field-faults.ts'

/** All kinds of request errors, by name. The type of a problem document (RFC 9457) is `/problems/<name>`. */
export const problems = {
  'bad-request': { status: 400, title: 'The request cannot be read' },
  invalid: { status: 422, title: 'Some of this cannot be accepted' },
  'file-refused': { status: 422, title: 'This file is not kept' },
  'not-signed-in': { status: 401, title: 'Sign in to go on' },
  'wrong-credentials': { status: 401, title: 'E-mail or password is wrong' },
  'not-allowed': { status: 403, title: 'This is not yours to do' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This cannot be done here' },
  'no-approver': { status: 409, title: 'Nobody of another agency can approve this yet' },
  'changed-meanwhile': { status: 409, title: 'Somebody changed this meanwhile' },
  'wrong-status': { status: 409, title: 'This cannot be done now' },
  'key-reused': { status: 422, title: 'This key was used for something else' },
  'key-missing': { status: 400, title: 'An Idempotency-Key is needed' },
  'too-large': { status: 413, title: 'This is too large' },
  'unsupported-media-type': { status: 415, title: 'Send JSON' },
  'too-many': { status: 429, title: 'Too many tries; wait a little' },
  unexpected: { status: 500, title: 'Something broke here' },
  unavailable: { status: 503, title: 'Not ready; try again shortly' },
  'no-room': { status: 507, title: 'There is no room for files' },
} as const
export type ProblemName = keyof typeof problems

/**
 * An error of one field. `pointer` is a JSON Pointer (RFC 6901) into the request; `code` is a name from
 * `field-faults.ts`, by which clients translate the error.
 */
export const FieldError = z.object({ pointer: z.string(), detail: z.string(), code: z.string().optional() })
export type FieldError = z.infer<typeof FieldError>

export const ProblemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z.array(FieldError).optional(),
  requestId: z.string().optional(),
  /** The current record for `changed-meanwhile`, as this reader may see it. */
  current: z.unknown().optional(),
})
export type ProblemDocument = z.infer<typeof ProblemDocument>

/** An error that any code on the server throws to end a request with a problem document. */
export class Problem extends Error {
  readonly errors: FieldError[] | undefined
  readonly problem: ProblemName
  /** The current record for `changed-meanwhile`, in the form in which the route returns it. */
  readonly current: unknown
  /** The number of seconds after which the client may retry (`Retry-After`). */
  readonly retryAfter: number | undefined

  constructor(
    problem: ProblemName,
    detail?: string,
    more: { errors?: FieldError[]; current?: unknown; retryAfter?: number | undefined } = {},
  ) {
    super(detail ?? problems[problem].title)
    this.problem = problem
    this.errors = more.errors?.map((error) => withCode(error))
    this.current = more.current
    this.retryAfter = more.retryAfter
  }

  document(requestId?: string): ProblemDocument {
    const { status, title } = problems[this.problem]
    const errors = this.errors && boundedErrors(this.errors)
    const omitted = (this.errors?.length ?? 0) - (errors?.length ?? 0)
    const details = [
      ...(this.message === title ? [] : [cut(this.message)]),
      ...(omitted > 0 ? [`${omitted} more errors are not listed.`] : []),
    ]
    return {
      type: `/problems/${this.problem}`,
      title,
      status,
      ...(details.length === 0 ? {} : { detail: details.join(' ') }),
      ...(errors ? { errors } : {}),
      ...(requestId ? { requestId } : {}),
      ...(this.current === undefined ? {} : { current: this.current }),
    }
  }
}

/** Adds the code of an error with a known detail text, so that clients can translate the error. */
const withCode = (error: FieldError): FieldError => {
  const code = error.code ?? faultOfDetail(error.detail)
  return code === undefined ? error : { ...error, code }
}

/**
 * Maximum number of characters of the request that a problem document repeats: 15,000 characters are at most 45 kB of
 * UTF-8.
 */
const roomForErrors = 15_000
const longestText = 300

const cut = (text: string) => (text.length > longestText ? `${text.slice(0, longestText)}…` : text)

const boundedErrors = (errors: readonly FieldError[]): FieldError[] => {
  let room = roomForErrors
  const bounded: FieldError[] = []
  for (const { pointer, detail, ...more } of errors) {
    const error = { pointer: cut(pointer), detail: cut(detail), ...more }
    room -= JSON.stringify(error).length
    if (room < 0) return bounded
    bounded.push(error)
  }
  return bounded
}
