import { runCommand } from './cli/commands.ts'
import { systemTerminal } from './cli/terminal.ts'

/** Runs `npm run palermo -- <command>`: commands that an operator runs beside the running system. */
process.exitCode = await runCommand(process.argv.slice(2), { env: process.env, terminal: systemTerminal })
