import type { Document, DocumentList, NewDocument } from '@palermo/shared/documents/contract.ts'
import type { ProblemDocument } from '@palermo/shared/problem.ts'
import type { FastifyInstance } from 'fastify'
import { v7 } from 'uuid'
import type { TaskForce, TestPerson } from '../task-force.ts'
import type { Sent } from './samples.ts'

/** Returns a multipart form as a browser makes it: the data about the file first, then the file. */
export const formOf = async (document: object, { name, bytes }: Sent) => {
  const form = new FormData()
  form.append('document', JSON.stringify(document))
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  const made = new Response(form)
  return { type: made.headers.get('content-type') ?? '', body: Buffer.from(await made.arrayBuffer()) }
}

/**
 * Returns a multipart form without the browser's corrections.
 * `fileName` is written unchanged into the header of its part.
 */
export const rawForm = (document: string, fileName: string | Buffer, bytes: Buffer | string) => ({
  type: 'multipart/form-data; boundary=x',
  body: Buffer.concat([
    Buffer.from(`--x\r\ncontent-disposition: form-data; name="document"\r\n\r\n${document}\r\n`),
    Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="'),
    Buffer.from(fileName),
    Buffer.from('"\r\ncontent-type: application/octet-stream\r\n\r\n'),
    Buffer.from(bytes),
    Buffer.from('\r\n--x--\r\n'),
  ]),
})

export type Told<T> = { status: number; body: T & Pick<ProblemDocument, 'type' | 'errors' | 'current'> }

export const sendForm = async <T = Document>(
  app: FastifyInstance,
  person: TestPerson,
  path: string,
  { type, body }: { type: string; body: Buffer | string },
  key = v7(),
): Promise<Told<T>> => {
  const reply = await app.inject({
    method: 'POST',
    url: `/api${path}`,
    headers: { authorization: `Bearer ${person.token}`, 'content-type': type, 'idempotency-key': key },
    payload: body,
  })
  return { status: reply.statusCode, body: reply.json() }
}

export const add = async (force: TaskForce, person: TestPerson, document: NewDocument, sent: Sent, key = v7()) =>
  sendForm(force.app, person, '/documents', await formOf(document, sent), key)

export const revise = async (
  force: TaskForce,
  person: TestPerson,
  { id, version }: Pick<Document, 'id' | 'version'>,
  sent: Sent,
  key = v7(),
) => sendForm(force.app, person, `/documents/${id}/versions`, await formOf({ version }, sent), key)

export const listOf = (force: TaskForce, person: TestPerson, caseId: string) =>
  force.as(person)<DocumentList>('GET', `/documents?caseId=${caseId}`)

/** Downloads the file or its preview as this person. */
export const download = async (
  force: TaskForce,
  person: TestPerson,
  id: string,
  number = 1,
  what: 'content' | 'preview' = 'content',
): Promise<Awaited<ReturnType<FastifyInstance['inject']>>> =>
  force.app.inject({
    url: `/api/documents/${id}/versions/${number}/${what}`,
    headers: { authorization: `Bearer ${person.token}` },
  })
