import postgres, { type Sql } from 'postgres'

/**
 * Thrown if a command of the operator failed. Its message is a sentence for the operator and never contains the URL of
 * the database, which holds a password.
 */
export class OwnerFault extends Error {}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'The database does not answer.',
  ENOTFOUND: 'The database’s host is not known.',
  CONNECT_TIMEOUT: 'The database does not answer.',
  '28P01': 'The database refuses this login.',
  '28000': 'The database refuses this login.',
  '3D000': 'There is no such database.',
  '3F000': 'The database has not been set up: run npm start once.',
  '42P01': 'The database has not been set up: run npm start once.',
  '42501': 'This login may not do that: DATABASE_URL must be the migration login.',
}

/**
 * Runs a command of the operator as the migration login, while the system is running.
 * @throws OwnerFault if the database cannot be reached, or if no task force was founded in the database
 */
export const asOwner = async <T>(url: string, work: (owner: Sql) => Promise<T>): Promise<T> => {
  const owner = postgres(url, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: 'palermo-command', TimeZone: 'UTC' },
  })
  try {
    const [founded] = await owner`select from app.task_force`
    if (!founded) throw new OwnerFault('No task force has been founded here yet: run npm start once.')
    return await work(owner)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const reason = reasons[code]
    throw reason === undefined ? error : new OwnerFault(reason, { cause: error })
  } finally {
    await owner.end({ timeout: 5 })
  }
}
