import { Answers } from '@palermo/shared/forms/answers.ts'
import { NewReferral } from '@palermo/shared/referrals/drafts.ts'
import { z } from 'zod'
import { countWipes, keptNames, keptPrefix, readDeviceKey, tellKept } from '../session/device-key.ts'

/** How long something sealed lies here before it is thrown away unopened: a shift, and what may follow it. */
const longest = 12 * 3600_000

/** What was typed and has not reached the server, with all that sending it once and only once takes. */
export const KeptDraft = z.object({
  id: z.uuid(),
  formId: z.string(),
  formVersion: z.int(),
  caseId: z.uuid().optional(),
  receiver: z.uuid().optional(),
  answers: Answers,
  unsent: z.int(),
  /** The draft on the server that this was written over, as far as one is known. */
  over: z.object({ referralId: z.uuid(), at: z.iso.datetime(), answers: Answers }).optional(),
  /** The creation that was sent and not answered: sent again with its key, it makes the same draft. */
  beginning: z.object({ body: NewReferral, key: z.uuid() }).optional(),
  /** What was sent and not answered; if it arrived all the same, it is nobody else's. */
  attempts: z.array(z.string()),
})
export type KeptDraft = z.infer<typeof KeptDraft>

const Sealed = z.object({ until: z.number(), iv: z.base64(), bytes: z.base64() })

const written = new Map<string, number>()

/**
 * Seals it with the session's key and lays it down in this browser. False where that could not be done: a page that is not
 * secure, a storage that is full, a session that has ended meanwhile.
 */
export const keepDraft = async (draft: KeptDraft): Promise<boolean> => {
  const turn = (written.get(draft.id) ?? 0) + 1
  written.set(draft.id, turn)
  const wipes = countWipes()
  try {
    const key = await readDeviceKey()
    if (!key) return false
    const name = keptPrefix + draft.id
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const plain = new TextEncoder().encode(JSON.stringify(draft))
    const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encoded(name) }, key, plain)
    // Signed out, or written again, while this was being sealed: it is not laid down any more.
    if (countWipes() !== wipes) return false
    if (written.get(draft.id) !== turn) return true
    localStorage.setItem(
      name,
      JSON.stringify({ until: Date.now() + longest, iv: text(iv), bytes: text(new Uint8Array(bytes)) }),
    )
    tellKept()
    return true
  } catch {
    return false
  }
}

export const dropDraft = (id: string): void => {
  written.set(id, (written.get(id) ?? 0) + 1)
  if (localStorage.getItem(keptPrefix + id) === null) return
  localStorage.removeItem(keptPrefix + id)
  tellKept()
}

/** All that this session can open. What lapsed, or was sealed by a session that has ended, is taken away. */
export const readKept = async (): Promise<KeptDraft[]> => {
  const key = await readDeviceKey()
  if (!key) return []
  const found = await Promise.all(
    keptNames().map(async (name) => {
      const draft = await open(key, name).catch(() => undefined)
      if (!draft) localStorage.removeItem(name)
      return draft
    }),
  )
  return found.filter((draft) => draft !== undefined)
}

const open = async (key: CryptoKey, name: string): Promise<KeptDraft | undefined> => {
  const { until, iv, bytes } = Sealed.parse(JSON.parse(localStorage.getItem(name) ?? ''))
  if (until < Date.now()) return undefined
  const place = { name: 'AES-GCM', iv: raw(iv), additionalData: encoded(name) }
  const plain = await crypto.subtle.decrypt(place, key, raw(bytes))
  return KeptDraft.parse(JSON.parse(new TextDecoder().decode(plain)))
}

const encoded = (words: string) => new TextEncoder().encode(words)
const raw = (base64: string) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))
const text = (bytes: Uint8Array) => {
  let all = ''
  // A call with all of them at once would be more arguments than a browser takes.
  for (let at = 0; at < bytes.length; at += 8192) all += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(all)
}
