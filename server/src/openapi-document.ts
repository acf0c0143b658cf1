/** A part of an OpenAPI 3.1 document. */
type Part = Record<string, unknown>

/**
 * The fields of a document that this file reads. All other fields are left out, because their types differ between the
 * packages that create the document.
 */
interface OpenApiDocument {
  paths?: object | undefined
  components?: { schemas?: object | undefined } | undefined
}

/**
 * Limits of every text, list and number whose contract has no limit, derived from the 2 MiB that a body may have at
 * most.
 */
const longestText = 2 * 1024 * 1024
const longestList = 100_000
const largest = Number.MAX_SAFE_INTEGER

/** The error replies that every operation has (RFC 9457). */
const problems: Record<string, string> = {
  '400': 'The request cannot be read.',
  '401': 'Sign in to continue.',
  '403': 'The caller may see this and may not do it.',
  '404': 'Missing, or hidden from the caller: both answers are the same.',
  '409': 'It changed in the meantime, or its status does not allow this.',
  '422': 'Some of the input cannot be accepted; each fault is named with its place.',
  '429': 'Too many requests; Retry-After says how long to wait.',
  '500': 'Something went wrong; only the id of the request is told.',
  '503': 'Not ready; Retry-After says how long to wait.',
}

/** Adds the parts that are the same for every operation and schema, so that routes need not declare these parts. */
export const completeDocument = <D extends OpenApiDocument>(document: D) => ({
  ...document,
  servers: [{ url: '/', description: 'The production server that this document was read from', 'x-internal': true }],
  paths: Object.fromEntries(
    Object.entries(document.paths ?? {}).map(([path, item]) => [withoutSlash(path), completeItem(path, item as Part)]),
  ),
  components: {
    ...document.components,
    schemas: withLimits({ ...document.components?.schemas, Problem: problemSchema }),
    responses: Object.fromEntries(
      Object.entries(problems).map(([status, description]) => [
        `Problem${status}`,
        problemResponse(status, description),
      ]),
    ),
  },
})

const withoutSlash = (path: string) => (path.length > 1 ? path.replace(/\/$/, '') : path)

const completeItem = (path: string, item: Part): Part =>
  Object.fromEntries(
    Object.entries(item).map(([method, operation]) => [method, completeOperation(path, method, operation as Part)]),
  )

const completeOperation = (path: string, method: string, operation: Part): Part => {
  const { responses, ...rest } = operation
  const answered = Object.fromEntries(
    Object.keys(problems).map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  )
  return {
    operationId: operationId(path, method),
    ...(withLimits(rest) as Part),
    responses: { ...answered, ...(withLimits(responses) as Part) },
  }
}

/** Returns the id of an operation: `GET /api/cases/{id}/timeline` becomes `getCasesByIdTimeline`. */
const operationId = (path: string, method: string): string =>
  path
    .replace(/^\/api/, '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => part.replace(/^\{(\w+)\}$/, 'by-$1'))
    .flatMap((part) => part.split(/[-.]/))
    .reduce((name, word) => name + word.charAt(0).toUpperCase() + word.slice(1), method)

const problemSchema = {
  type: 'object',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, detail: { type: 'string' }, code: { type: 'string' } },
        required: ['pointer', 'detail'],
        additionalProperties: false,
      },
    },
    requestId: { type: 'string' },
    current: { description: 'With 409: the current state, as the caller may see it.' },
  },
  required: ['type', 'title', 'status'],
  additionalProperties: false,
}

const problemResponse = (status: string, description: string) => ({
  description,
  ...(status === '429' || status === '503'
    ? {
        headers: {
          'Retry-After': {
            description: 'Seconds',
            schema: { type: 'integer', format: 'int32', minimum: 0, maximum: 3600 },
          },
        },
      }
    : {}),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

/** Adds a limit to every schema without one, and replaces a record with a fixed list of keys by its properties. */
const withLimits = (part: unknown): unknown => {
  if (Array.isArray(part)) return part.map(withLimits)
  if (part === null || typeof part !== 'object') return part
  const walked = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withLimits(value)]))
  const { exclusiveMinimum, exclusiveMaximum, ...inclusive } = walked
  return { ...limitsOf(walked), ...(isInteger(walked) ? inclusive : walked), ...namedProperties(walked) }
}

const limitsOf = (schema: Part): Part => {
  const isOf = (type: string) => schema.type === type || (Array.isArray(schema.type) && schema.type.includes(type))
  if (isOf('string') && !('enum' in schema || 'const' in schema)) return { maxLength: longestText }
  if (isOf('array')) return { maxItems: longestList }
  if (isInteger(schema)) return integerLimits(schema)
  return {}
}

const isInteger = ({ type }: Part) => type === 'integer' || (Array.isArray(type) && type.includes('integer'))

/** Writes the limits of an integer as inclusive limits, because OWASP's rules recognise no others. */
const integerLimits = ({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Part): Part => {
  const least = Number(minimum ?? (exclusiveMinimum === undefined ? -largest : Number(exclusiveMinimum) + 1))
  const most = Number(maximum ?? (exclusiveMaximum === undefined ? largest : Number(exclusiveMaximum) - 1))
  return { minimum: least, maximum: most, format: Math.max(-least, most) > 2 ** 31 - 1 ? 'int64' : 'int32' }
}

/**
 * Turns a record with a fixed list of keys into an object with these properties, all required and of the record's value
 * type.
 */
const namedProperties = (schema: Part): Part => {
  const { required, properties = {}, additionalProperties } = schema
  if (schema.type !== 'object' || !Array.isArray(required) || typeof additionalProperties !== 'object') return {}
  const missing = (required as string[]).filter((name) => !(name in (properties as Part)))
  if (missing.length === 0) return {}
  return {
    properties: { ...(properties as Part), ...Object.fromEntries(missing.map((name) => [name, additionalProperties])) },
  }
}
