import { hkdfSync } from 'node:crypto'

/**
 * The key with which the pages of one session encrypt data on the device. It is derived from the session's secret and
 * the server's own secret, so that neither the cookie on a stolen phone nor the server alone can decrypt the data; the
 * server gives the key out only while the session lasts.
 */
export const deviceKeyOf = (serverSecret: Uint8Array, sessionSecret: Uint8Array): string =>
  Buffer.from(hkdfSync('sha256', serverSecret, sessionSecret, 'palermo: kept on a device', 32)).toString('base64url')
