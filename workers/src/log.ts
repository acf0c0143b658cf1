import { logDestination } from '@palermo/db/log-destination.ts'
import pino, { type Logger } from 'pino'

export type Log = Logger

/**
 * A log of JSON lines. Of an error only the code and the message are logged, because other properties that a driver
 * sets may hold user input.
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
