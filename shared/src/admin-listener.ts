/**
 * The address at which a process shows its metrics and API description to the operator. Users cannot reach this
 * address.
 */
export interface Listener {
  host: string
  port: number
}

/**
 * Reads the administrative listener from the environment; returns undefined if `ADMIN_PORT` is not set. The listener
 * has no sign-in, so only this machine can connect unless `ADMIN_HOST` names another address.
 * @throws Error with a sentence for the operator if the port is invalid or is that of the users' listener
 */
export const adminListener = (env: Readonly<Record<string, string | undefined>>): Listener | undefined => {
  if (!env.ADMIN_PORT) return undefined
  const port = Number(env.ADMIN_PORT)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`ADMIN_PORT must be a number from 1 to 65535, not "${env.ADMIN_PORT}".`)
  }
  if (port === Number(env.PORT || 3000)) {
    throw new Error(`ADMIN_PORT must not be ${port}: that is PORT, where everybody is let in.`)
  }
  return { host: env.ADMIN_HOST || '127.0.0.1', port }
}
