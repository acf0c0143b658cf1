/** Address where a process shows metrics and API description to its operator; never reachable for users. */
export interface Listener {
  host: string
  port: number
}

/**
 * The administrative listener from the environment: undefined if `ADMIN_PORT` is not set. It has no sign-in, so it
 * listens on this machine only unless `ADMIN_HOST` names another address.
 * @throws Error in plain words for an invalid port, or the port of the users' listener
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
