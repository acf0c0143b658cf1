import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { decrypt } from 'http_ece'
import type { Receiver } from './receiver.ts'

/** The keys of a subscribed browser, with which it decrypts push messages. */
export interface PushBrowser {
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } }
  /** Decrypts a push message sent to this browser. */
  open(body: Buffer): { text: string; path: string }
}

export const aPushBrowser = (endpoint: string): PushBrowser => {
  const own = createECDH('prime256v1')
  const p256dh = own.generateKeys().toString('base64url')
  const auth = randomBytes(16)
  return {
    subscription: { endpoint, keys: { p256dh, auth: auth.toString('base64url') } },
    open: (body) =>
      JSON.parse(
        decrypt(body, {
          version: 'aes128gcm',
          privateKey: own,
          authSecret: auth.toString('base64url'),
        }).toString(),
      ),
  }
}

/** The claims of a VAPID header, after its signature was checked with this public key (RFC 8292). */
export const vapidOf = (
  heard: Receiver['heard'][number],
  publicKey: string,
): { aud: string; sub: string; exp: number } => {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(heard.headers.authorization ?? '') ?? []
  if (key !== publicKey) throw new Error('signed under another key')
  const [head, body, mark] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(mark ?? '', 'base64url'),
  )
  if (!signed) throw new Error('the signature does not fit')
  return JSON.parse(Buffer.from(body ?? '', 'base64url').toString())
}
