import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { findRunning } from '@palermo/db/embedded/running.ts'
import { OwnerFault } from '@palermo/db/owner.ts'
import type { Terminal } from './terminal.ts'

/** A command that an operator runs in a terminal. */
export interface Command {
  /** The words by which the command is called, such as `import agencies`. */
  name: string
  /** The arguments that follow the command's name, as the usage text shows them. */
  usage: string
  about: string
  options: NonNullable<ParseArgsConfig['options']>
  /** Carries out the command. Returns the exit code: 0 for success, 1 if part of the work was refused. */
  run(call: Call): Promise<number>
}

export interface Call {
  args: readonly string[]
  options: Readonly<Record<string, string | boolean | undefined>>
  env: NodeJS.ProcessEnv
  terminal: Terminal
}

/** Thrown if the command was called with wrong arguments; the usage text is then printed. */
export class UsageFault extends Error {}

export const parseCall = (command: Command, words: readonly string[], rest: Pick<Call, 'env' | 'terminal'>): Call => {
  try {
    const { positionals, values } = parseArgs({ args: [...words], options: command.options, allowPositionals: true })
    return { ...rest, args: positionals, options: values as Call['options'] }
  } catch (error) {
    throw new UsageFault(error instanceof Error ? error.message : String(error))
  }
}

/** Returns the value of an argument. @throws UsageFault if the argument is missing */
export const required = ({ options }: Call, name: string): string => {
  const value = options[name]
  if (typeof value !== 'string' || value.trim() === '') throw new UsageFault(`--${name} is missing.`)
  return value.trim()
}

/**
 * Resolves the path of a file argument against the folder in which the operator typed the command, because npm runs the
 * command in the checkout.
 */
export const fileAt = ({ env }: Call, name: string): string => path.resolve(env.INIT_CWD ?? process.cwd(), name)

const checkout = fileURLToPath(new URL('../../..', import.meta.url))

/** Returns the folder of the embedded database and the keys. */
export const dataFolder = ({ env }: Pick<Call, 'env'>): string => path.resolve(checkout, env.PALERMO_DATA || '.data')

/**
 * Returns the database URL of the migration login: from the environment, or that of the embedded database if the
 * embedded database is running.
 * @throws OwnerFault if there is neither
 */
export const ownerUrl = async ({ env }: Pick<Call, 'env'>): Promise<string> => {
  if (env.DATABASE_URL) return env.DATABASE_URL
  const folder = dataFolder({ env })
  const url = await findRunning(folder)
  if (url === undefined) {
    throw new OwnerFault(
      `No database runs on ${folder}. Start it with npm start in another terminal, or set DATABASE_URL to the migration login of yours.`,
    )
  }
  return url
}
