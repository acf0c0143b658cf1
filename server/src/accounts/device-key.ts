import { hkdfSync } from 'node:crypto'

/**
 * The key with which the pages of one session encrypt data on the device. It is derived from the session's secret and
 * the server's own: neither the cookie on a stolen phone nor the server alone decrypts anything, and after the session
 * has ended it is not given out again.
 */
export const deviceKeyOf = (serverSecret: Uint8Array, sessionSecret: Uint8Array): string =>
  Buffer.from(hkdfSync('sha256', serverSecret, sessionSecret, 'palermo: kept on a device', 32)).toString('base64url')
