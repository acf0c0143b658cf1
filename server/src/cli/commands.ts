import { OwnerFault } from '@palermo/db/owner.ts'
import { adminCreateCommand } from './admin-create.ts'
import { type Call, type Command, parseCall, UsageFault } from './call.ts'
import { catalogueCommand } from './catalogue.ts'
import { checkCommand } from './check.ts'
import { deployEnvCommand } from './deploy-env.ts'
import { explainCommand } from './explain.ts'
import { importAgenciesCommand } from './import-agencies.ts'
import { importPeopleCommand } from './import-people.ts'
import { keysRotateCommand } from './keys-rotate.ts'
import { linkCommand } from './link.ts'
import { loadCommand } from './load.ts'
import { profileLoadCommand } from './profile-load.ts'
import { FileFault } from './read-csv.ts'
import { sessionsCommand } from './sessions.ts'
import { Interrupted } from './terminal.ts'

const commands: readonly Command[] = [
  adminCreateCommand,
  importAgenciesCommand,
  importPeopleCommand,
  profileLoadCommand,
  checkCommand,
  explainCommand,
  catalogueCommand,
  loadCommand,
  keysRotateCommand,
  linkCommand,
  sessionsCommand,
  deployEnvCommand,
]

const lengthOf = (name: string) => name.split(' ').length

/**
 * Returns the command line as the operator types it. An offline bundle, which has no npm, sets another prefix
 * (deploy/palermo.sh).
 */
const call = ({ name, usage }: Pick<Command, 'name' | 'usage'>, env: Call['env']) =>
  `${env.PALERMO_CALLED_AS ?? 'npm run palermo --'} ${name} ${usage}`

const help = (env: Call['env']): string =>
  [
    'What can be done at the terminal, beside the running system:',
    ...commands.flatMap((command) => ['', `  ${call(command, env)}`, `      ${command.about}`]),
    '',
    'The database is the one that DATABASE_URL names (its migration login), else the embedded one, if it runs.',
  ].join('\n')

/**
 * Runs the command that these arguments name. Returns the exit code: 0 if the work was done, 1 if part or all of it was
 * not, 2 for wrong arguments, 130 if the user interrupted the command.
 * @throws unexpected errors
 */
export const runCommand = async (words: readonly string[], rest: Pick<Call, 'env' | 'terminal'>): Promise<number> => {
  const { log, complain } = rest.terminal
  if (words.length === 0 || ['help', '--help', '-h'].includes(words[0] ?? '')) {
    log(help(rest.env))
    return 0
  }
  const command = commands.find(({ name }) => name === words.slice(0, lengthOf(name)).join(' '))
  if (!command) {
    complain(`There is no command ${words.slice(0, 2).join(' ')}.\n\n${help(rest.env)}`)
    return 2
  }
  try {
    return await command.run(parseCall(command, words.slice(lengthOf(command.name)), rest))
  } catch (error) {
    if (error instanceof UsageFault) {
      complain(`${error.message}\n  ${call(command, rest.env)}`)
      return 2
    }
    if (error instanceof Interrupted) {
      complain('Nothing was done.')
      return 130
    }
    if (!(error instanceof FileFault) && !(error instanceof OwnerFault)) throw error
    complain(error.message)
    return 1
  }
}
