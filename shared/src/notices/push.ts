import { z } from 'zod'

/** This many bytes in base64url without padding. */
const bytes = (count: number) => {
  const letters = Math.ceil((count * 4) / 3)
  return z.string().regex(new RegExp(`^[\\w-]{${letters}}$`), `is not ${count} bytes in base64url`)
}

/**
 * A browser's subscription as `PushSubscription.toJSON()` returns it: the address, and the keys with which only that
 * browser can decrypt.
 */
export const Subscribe = z
  .object({
    endpoint: z.url({ protocol: /^https?$/ }).max(1000),
    /** Chromium and Firefox add an expiry time, which is not used. */
    expirationTime: z.number().nullable().optional(),
    keys: z.strictObject({ p256dh: bytes(65), auth: bytes(16) }),
  })
  .strict()
export type Subscribe = z.infer<typeof Subscribe>

/** A browser of the actor. Only the worker knows its push address. */
export const PushDevice = z.object({ id: z.uuid(), device: z.string(), createdAt: z.iso.datetime() })
export type PushDevice = z.infer<typeof PushDevice>

export const PushState = z.object({
  /** The system's public key, with which the browser subscribes; null until a worker has made it. */
  publicKey: z.string().nullable(),
  devices: z.array(PushDevice),
})
export type PushState = z.infer<typeof PushState>

/** A new device replaces the oldest one above this number. */
export const mostDevices = 10
