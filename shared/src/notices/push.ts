import { z } from 'zod'

/** The contract of exactly `count` bytes, in base64url without padding. */
const bytes = (count: number) => {
  const letters = Math.ceil((count * 4) / 3)
  return z.string().regex(new RegExp(`^[\\w-]{${letters}}$`), `is not ${count} bytes in base64url`)
}

/**
 * A browser's subscription as `PushSubscription.toJSON()` returns it: the address, and the keys with which messages are
 * encrypted, so that only this browser can read them.
 */
export const Subscribe = z
  .object({
    endpoint: z.url({ protocol: /^https?$/ }).max(1000),
    /** The expiry time, which Chromium and Firefox add and this product does not use. */
    expirationTime: z.number().nullable().optional(),
    keys: z.strictObject({ p256dh: bytes(65), auth: bytes(16) }),
  })
  .strict()
export type Subscribe = z.infer<typeof Subscribe>

/** A subscribed browser of the actor. Its push address is left out, because only the worker needs it. */
export const PushDevice = z.object({ id: z.uuid(), device: z.string(), createdAt: z.iso.datetime() })
export type PushDevice = z.infer<typeof PushDevice>

export const PushState = z.object({
  /** The system's public key, which a browser needs in order to subscribe; null until a worker has created the key. */
  publicKey: z.string().nullable(),
  devices: z.array(PushDevice),
})
export type PushState = z.infer<typeof PushState>

/** Maximum number of devices of a person. A further device replaces the oldest. */
export const mostDevices = 10
