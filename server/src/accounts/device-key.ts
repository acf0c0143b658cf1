import { hkdfSync } from 'node:crypto'

/**
 * Returns the key with which the pages of one session encrypt data on the device. The key is derived from the session's
 * secret and the server's own secret, so that neither a stolen cookie nor the server alone can decrypt the data. The
 * server returns the key only while the session is valid.
 */
export const deviceKeyOf = (serverSecret: Uint8Array, sessionSecret: Uint8Array): string =>
  Buffer.from(hkdfSync('sha256', serverSecret, sessionSecret, 'palermo: kept on a device', 32)).toString('base64url')
