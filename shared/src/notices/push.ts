import { z } from 'zod'

/** Bytes in base64url without padding, so many of them. */
const bytes = (count: number) => {
  const letters = Math.ceil((count * 4) / 3)
  return z.string().regex(new RegExp(`^[\\w-]{${letters}}$`), `is not ${count} bytes in base64url`)
}

/** A browser's subscription, as `PushSubscription.toJSON()` gives it: where to send, and how to seal it for that browser alone. */
export const Subscribe = z
  .object({
    endpoint: z.url({ protocol: /^https?$/ }).max(1000),
    /** Chromium and Firefox add an expiry time, which is not used. */
    expirationTime: z.number().nullable().optional(),
    keys: z.strictObject({ p256dh: bytes(65), auth: bytes(16) }),
  })
  .strict()
export type Subscribe = z.infer<typeof Subscribe>

/** One browser of one's own. Where it is reached stays with the worker. */
export const PushDevice = z.object({ id: z.uuid(), device: z.string(), createdAt: z.iso.datetime() })
export type PushDevice = z.infer<typeof PushDevice>

export const PushState = z.object({
  /** The system's own public key, for the browser to subscribe with; null until a worker has made it. */
  publicKey: z.string().nullable(),
  devices: z.array(PushDevice),
})
export type PushState = z.infer<typeof PushState>

/** The oldest gives way. */
export const mostDevices = 10
