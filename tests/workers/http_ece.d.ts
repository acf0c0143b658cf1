/** Type declarations for what the tests use of the reference implementation of RFC 8188, whose package has none. */
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto'

  export function decrypt(body: Buffer, options: { version: 'aes128gcm'; privateKey: ECDH; authSecret: string }): Buffer
}
