import { Unexpected } from '@palermo/db/faults.ts'
import { faultOfIssue } from '@palermo/shared/field-faults.ts'
import { type FieldError, Problem, type ProblemDocument } from '@palermo/shared/problem.ts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod'

const known: Record<string, ConstructorParameters<typeof Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['bad-request', 'The body is empty.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad-request', 'The body is not JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad-request'],
}

/** Called with each error before the reply is sent. */
type Note = (request: FastifyRequest, error: unknown) => Promise<void>

/**
 * Turns every error into a problem document (RFC 9457). For an unknown error the reply is a 500 with only the request
 * id. If `note` fails, the error of `note` is sent instead.
 */
export const problemHandler =
  (note: Note) => async (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const problem = knownOr500(error, request)
    try {
      await note(request, error)
    } catch (failure) {
      return send(reply, knownOr500(failure as FastifyError, request), request.id)
    }
    return send(reply, problem, request.id)
  }

const knownOr500 = (error: FastifyError, request: FastifyRequest): Problem => {
  const problem = problemOf(error)
  if (problem) return problem
  // Only the paths at which the reply differs from its contract are logged, because the values may be personal data.
  const paths = isResponseSerializationError(error)
    ? error.cause.issues.map(({ path, code }) => `${path.join('.')} ${code}`)
    : undefined
  request.log.error({ err: { message: error.message, stack: error.stack, code: error.code, paths } }, 'unexpected')
  return new Problem('unexpected')
}

/**
 * Answers a request for an unknown path or method. The route of the web app also passes requests to this handler, so
 * that pages and the API give the same answer.
 */
export const notFoundHandler = (request: FastifyRequest, reply: FastifyReply) => {
  const allowed = request.server.allowedAt(request)
  if (allowed === '') return send(reply, new Problem('not-found'), request.id)
  return send(reply.header('allow', allowed), new Problem('method-not-allowed'), request.id)
}

const send = (reply: FastifyReply, problem: Problem, requestId: string) => {
  const document = withinBounds(problem.document(requestId))
  if (document.status === 503 || document.status === 429) reply.header('retry-after', String(problem.retryAfter ?? 1))
  return reply.code(document.status).type('application/problem+json').serializer(JSON.stringify).send(document)
}

/**
 * Maximum size in bytes of the body of a refusal. A longer refusal is sent without the current record, which the page
 * can request separately.
 */
const longestRefusal = 64 * 1024

const withinBounds = ({ current, ...document }: ProblemDocument): ProblemDocument => {
  if (current === undefined) return document
  const whole = { ...document, current }
  return Buffer.byteLength(JSON.stringify(whole)) > longestRefusal ? document : whole
}

/**
 * Returns each error with its JSON Pointer. The pointer of an unknown field leads to the field itself, not to the
 * object that contains the field.
 */
const faultsAt = ({ keyword, instancePath, message, params }: FastifySchemaValidationError): FieldError[] => {
  const place = instancePath === '/' ? '' : instancePath
  if (keyword === 'unrecognized_keys' && Array.isArray(params.keys)) {
    return params.keys.map((key) => ({ pointer: `${place}/${escaped(String(key))}`, detail: 'is not known here' }))
  }
  const code = faultOfIssue({ code: keyword, message, ...params })
  return [{ pointer: place, detail: message ?? 'is not right', code }]
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

const problemOf = (error: FastifyError): Problem | undefined => {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.flatMap(faultsAt)
    return new Problem(
      error.validationContext === 'params' ? 'not-found' : 'invalid',
      undefined,
      error.validationContext === 'params' ? {} : { errors },
    )
  }
  // The policy allowed the action, but row security refused it. The client cannot tell a hidden record from a missing
  // one; the operator gets an alarm.
  if (error instanceof Unexpected) return undefined
  const [name, detail] = known[error.code] ?? []
  if (name) return new Problem(name, detail)
  if (error.statusCode === 429) return new Problem('too-many')
  if (error instanceof SyntaxError && error.statusCode === 400)
    return new Problem('bad-request', 'The body is not JSON.')
  return error.statusCode !== undefined && error.statusCode < 500 ? new Problem('bad-request') : undefined
}
