import { runCommand } from './cli/commands.ts'
import { systemTerminal } from './cli/terminal.ts'

/** `npm run palermo -- <command>`: commands for the operator, beside the running system. */
process.exitCode = await runCommand(process.argv.slice(2), { env: process.env, terminal: systemTerminal })
