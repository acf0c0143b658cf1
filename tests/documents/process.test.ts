import { readdirSync } from 'node:fs'
import { sweepFiles } from '@palermo/db/documents/sweep.ts'
import { largestFile } from '@palermo/shared/documents/files.ts'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { byHand } from '../workers/by-hand.ts'
import { type ApiProcess, anApiProcess } from './process.ts'
import { largePhoto } from './samples.ts'
import { passport, theScene } from './scene.ts'
import { formOf } from './story.ts'

const scene = theScene()
let api: ApiProcess
let who: string
beforeEach(async () => {
  api ??= await anApiProcess(scene.force)
  who = await api.signIn(scene.caseworker)
})
afterAll(() => api.end())

const words = (size: number) => ({ name: 'chat.txt', bytes: Buffer.alloc(size, 'words ') })
const onDisk = (folder: 'incoming' | 'kept') => {
  try {
    return readdirSync(`${api.folder}/${folder}`, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    )
  } catch {
    return []
  }
}
const rows = async () => {
  const [row] = await scene.force.owner<{ n: number }[]>`select count(*)::int as n from app.document_versions`
  return row?.n
}

test('a sender who goes away in the middle leaves nothing, on the disk or in the database', async () => {
  const form = await formOf(passport(scene), words(8_000_000))
  await expect(api.send(who, '/documents', form, 4_000_000)).rejects.toThrow('went away')
  await vi.waitFor(() => expect(onDisk('incoming')).toEqual([]), { timeout: 20_000 })
  expect(await rows()).toBe(0)
  // Control: the same file is stored when it is sent completely.
  expect(await api.send(who, '/documents', form)).toBe(201)
  expect([await rows(), onDisk('kept').length, onDisk('incoming').length]).toEqual([1, 1, 0])
})

test('files of 25 MB take no more memory than files of one, sent or fetched, several at once', async () => {
  const roundOf = async (size: number) => {
    api.forget()
    const forms = await Promise.all([1, 2, 3, 4].map(() => formOf(passport(scene), words(size))))
    expect(await Promise.all(forms.map((form) => api.send(who, '/documents', form)))).toEqual([201, 201, 201, 201])
    const headers = { authorization: who }
    const list = await fetch(`${api.address}/api/documents?caseId=${scene.caseId}`, { headers })
    const { items } = (await list.json()) as { items: { id: string; versions: { size: number }[] }[] }
    const files = items.slice(0, 4).map(async ({ id }) => {
      const file = await fetch(`${api.address}/api/documents/${id}/versions/1/content`, { headers })
      return (await file.arrayBuffer()).byteLength
    })
    expect(await Promise.all(files)).toEqual([size, size, size, size])
    return api.peak()
  }
  await roundOf(1_000_000)
  const small = await roundOf(1_000_000)
  const large = await roundOf(largestFile)
  // Four whole files in memory would take 100 MB; the limit is
  // higher than zero because freed memory is collected later.
  expect(large - small, `${small} MiB, then ${large} MiB`).toBeLessThan(60)
})

test('a picture of 24 MB is kept', async () => {
  const photo = await largePhoto(24_000_000)
  expect(photo.length).toBeGreaterThan(20_000_000)
  expect(await api.send(who, '/documents', await formOf(passport(scene), { name: 'a.png', bytes: photo }))).toBe(201)
})

describe('a process that is killed', () => {
  afterEach(async () => {
    await api.end()
    api = await anApiProcess(scene.force)
  })
  test('in the middle of a file leaves no row, and what it left on the disk is swept', async () => {
    const form = await formOf(passport(scene), words(20_000_000))
    const sent = api.send(who, '/documents', form).catch(() => 'cut off')
    await vi.waitFor(() => expect(onDisk('incoming').length).toBeGreaterThan(0), { timeout: 20_000, interval: 1 })
    await api.kill()
    expect(await sent).toBe('cut off')
    expect(onDisk('kept').length).toBe(await rows())
    const hands = byHand(scene.force)
    await sweepFiles(hands.db, { folder: api.folder }, Date.now() + 7_200_000)
    await hands.end()
    expect(onDisk('incoming')).toEqual([])
  })
})
