import { logDestination } from '@palermo/db/log-destination.ts'
import pino, { type Logger } from 'pino'

export type Log = Logger

/**
 * Lines of JSON. Of an error only its code and message, because other properties set by a driver may hold user input.
 */
export const openLog = (level = 'info', destination = logDestination()): Log =>
  pino(
    {
      level,
      base: { part: 'worker' },
      serializers: {
        err: (error: unknown) => (error instanceof Error ? detailsOf(error) : { message: 'not an error' }),
      },
    },
    destination,
  )

const detailsOf = (error: Error) => ({
  name: error.name,
  message: error.message,
  ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
})
