import { Readable } from 'node:stream'
import type { MultipartFile } from '@fastify/multipart'
import type { NewFile } from '@palermo/db/documents/commands.ts'
import { type DocumentStore, type Incoming, keep, receive } from '@palermo/db/documents/store.ts'
import {
  extensionOf,
  type FileRefusal,
  fileRefusals,
  infected,
  isFileName,
  largestFile,
} from '@palermo/shared/documents/files.ts'
import { fromUpload } from '@palermo/shared/documents/uploads.ts'
import { type FieldError, Problem } from '@palermo/shared/problem.ts'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Inspectors } from './inspection.ts'
import { scan } from './scanner.ts'

/** Number of bytes that a form may have besides its file: boundaries and text fields. */
const besides = 64 * 1024
/** Milliseconds without data after which the sender counts as disconnected. */
const idleTimeout = 30_000

const refused = (why: FileRefusal) =>
  new Problem(why === 'too-large' ? 'too-large' : 'file-refused', undefined, {
    errors: [{ pointer: '/file', detail: fileRefusals[why], code: why }],
  })

export interface Taken<I> {
  input: I
  fileName: string
  incoming: Incoming
}

const isJson = ({ headers }: FastifyRequest) => headers['content-type']?.startsWith('application/json') ?? false

/** Reads a request that names an earlier upload in chunks instead of containing the file. */
const fromBefore = async <I>(
  body: unknown,
  contract: z.ZodType<I>,
  may: (input: I) => Promise<unknown>,
  whole: (upload: string) => Promise<Incoming>,
): Promise<Taken<I>> => {
  const { document, fileName: said, upload } = parsed(fromUpload(contract), body)
  await may(document)
  const fileName = said.normalize('NFC')
  if (!isFileName(fileName)) throw refused('bad-name')
  return { input: document, fileName, incoming: await whole(upload) }
}

/**
 * Reads a multipart form with `document` (JSON, parsed with the contract) and then `file`, or JSON that names an
 * earlier upload. `may` checks the right to add the document before the file is read. The file is stored encrypted, and
 * deleted if anything fails.
 * @throws Problem bad-request, invalid, too-large, file-refused, no-room, and the errors of `may`
 */
export const takeIn = async <I>(
  request: FastifyRequest,
  store: DocumentStore,
  contract: z.ZodType<I>,
  may: (input: I) => Promise<unknown>,
  whole: (upload: string) => Promise<Incoming>,
): Promise<Taken<I>> => {
  if (isJson(request)) return fromBefore(request.body, contract, may, whole)
  if (!request.isMultipart()) throw new Problem('unsupported-media-type', 'Send a form with the file in it.')
  if (Number(request.headers['content-length'] ?? 0) > largestFile + besides) throw refused('too-large')
  const parts = request.parts({
    preservePath: true,
    limits: { parts: 3, files: 1, fields: 1, fieldSize: 8 * 1024, fileSize: largestFile + 1, headerPairs: 20 },
  })
  let input: I | undefined
  let taken: { fileName: string; incoming: Incoming } | undefined
  try {
    for await (const part of parts) {
      if (part.type === 'field' && part.fieldname === 'document' && input === undefined) {
        input = parsed(contract, part.value)
        await may(input)
      } else if (part.type === 'file' && part.fieldname === 'file' && input !== undefined && !taken) {
        taken = {
          fileName: nameOf(part),
          incoming: await receive(store, Readable.from(withIdleTimeout(part.file)), largestFile),
        }
      } else throw new Problem('bad-request', 'Send a form of two parts: document, then file.')
    }
  } catch (error) {
    await taken?.incoming.drop()
    throw readable(error)
  }
  if (input === undefined || !taken) {
    await taken?.incoming.drop()
    throw new Problem('bad-request', 'Send a form of two parts: document, then file.')
  }
  return { input, ...taken }
}

/**
 * Inspects a file and stores the result; the caller attaches the stored file to a row or deletes it. With a scanner
 * configured, only files that passed the scan are stored.
 * @throws Problem file-refused, no-room, unavailable if the scanner does not reply
 */
export const inspectFile = async (
  store: DocumentStore & { scanner?: string | undefined },
  inspectors: Inspectors,
  { fileName, incoming }: { fileName: string; incoming: Incoming },
): Promise<NewFile> => {
  try {
    if (store.scanner !== undefined && (await scan(store.scanner, incoming.read())) === 'infected')
      throw new Problem('file-refused', undefined, {
        errors: [{ pointer: '/file', detail: infected, code: 'infected' }],
      })
    const look = await inspectors.inspect(incoming.read(), extensionOf(fileName), (output) => keep(store, output))
    const { kept, verdict } = look
    if (verdict.kept) return { ...verdict, kept, fileName, sentSha256: incoming.sha256, quota: store.quota }
    await kept.drop()
    throw refused(verdict.why)
  } finally {
    await incoming.drop()
  }
}

const parsed = <I>(contract: z.ZodType<I>, value: unknown): I => {
  const read = contract.safeParse(typeof value === 'string' ? jsonOf(value) : value)
  if (read.success) return read.data
  const errors = read.error.issues.flatMap((issue): FieldError[] => {
    const place = issue.path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
    if (issue.code !== 'unrecognized_keys') return [{ pointer: place, detail: issue.message }]
    return issue.keys.map((key) => ({ pointer: `${place}/${key}`, detail: 'is not known here' }))
  })
  throw new Problem('invalid', undefined, { errors })
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('bad-request', 'The part named document is not JSON.')
  }
}

const nameOf = ({ filename, file }: MultipartFile): string => {
  const name = (filename ?? '').normalize('NFC')
  if (isFileName(name)) return name
  file.resume()
  throw refused('bad-name')
}

/** Yields the bytes of the file as they arrive; fails if no bytes arrive within the idle timeout. */
async function* withIdleTimeout(file: Readable) {
  const gone = () => file.destroy(new Problem('bad-request', 'The file did not come to its end.'))
  let timer = setTimeout(gone, idleTimeout)
  try {
    for await (const chunk of file) {
      clearTimeout(timer)
      yield chunk as Buffer
      timer = setTimeout(gone, idleTimeout)
    }
  } finally {
    clearTimeout(timer)
  }
}

const readable = (error: unknown): unknown => {
  if (error instanceof Problem) return error.problem === 'too-large' ? refused('too-large') : error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // The form itself is wrong: the form was cut off, has no boundary, or has too many parts.
  return /^(FST_|ERR_STREAM_PREMATURE_CLOSE|ECONNRESET|ERR_ABORTED)/.test(code) || isTorn(error)
    ? new Problem('bad-request', 'The form did not come to its end, or is none.')
    : error
}
const isTorn = (error: unknown) =>
  error instanceof Error && /multipart|Malformed|terminated early|boundary|premature/i.test(error.message)
