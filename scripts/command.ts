import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root folder of the checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

let current: ChildProcess | undefined

/**
 * Runs a program in the checkout's root with visible output and returns its exit code. If the program was interrupted,
 * this process ends too, so that no further step runs.
 */
export function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  current = child
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`)
      resolve(127)
    })
    child.on('exit', (code) => {
      current = undefined
      resolve(code ?? 1)
    })
  })
}

/**
 * Runs a program of an npm package: `bin` is the program's name in the package, `owner` the workspace package that
 * depends on the package.
 */
export function runBin(
  bin: string,
  args: readonly string[],
  owner = '.',
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return run(path.join(root, owner, 'node_modules', '.bin', bin), args, env)
}

/** Ends a script of several steps, and its running step, when the script is interrupted or its parent process ends. */
export function endWithStarter(): void {
  const end = (signal: NodeJS.Signals, code: number) => {
    if (!current) process.exit(code)
    current.once('exit', () => process.exit(code))
    current.kill(signal)
  }
  process.on('SIGINT', () => end('SIGINT', 130))
  process.on('SIGTERM', () => end('SIGTERM', 143))
  process.on('SIGHUP', () => end('SIGTERM', 129))
  process.on('disconnect', () => end('SIGTERM', 1))
}

/** Prints the name of the next step. */
export function announce(step: string): void {
  console.log(`\n▸ ${step}`)
}
