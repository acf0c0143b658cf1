import { createAdministrator } from '@palermo/db/accounts/administrators.ts'
import { asOwner } from '@palermo/db/owner.ts'
import { ListedPerson } from '@palermo/shared/accounts/listed.ts'
import { type Command, ownerUrl, required, UsageFault } from './call.ts'
import { chosenPassword } from './passwords.ts'

export const adminCreateCommand: Command = {
  name: 'admin create',
  usage: '--email ADDRESS --name NAME [--agency NAME]',
  about:
    'Opens an administrator’s account, in the secretariat unless another agency is named. Asks for the password, or makes one.',
  options: { email: { type: 'string' }, name: { type: 'string' }, agency: { type: 'string' } },
  async run(call) {
    const given = Administrator.safeParse({ email: required(call, 'email'), name: required(call, 'name') })
    if (!given.success)
      throw new UsageFault(given.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}.`).join(' '))
    const url = await ownerUrl(call)
    const { password, made } = await chosenPassword(call.terminal)
    const agency = typeof call.options.agency === 'string' ? { agency: call.options.agency } : {}
    const home = await asOwner(url, (owner) => createAdministrator(owner, { ...given.data, password, ...agency }))
    call.terminal.log(`The account is open, in ${home}.`)
    if (made) call.terminal.log(`Password, shown this once: ${password}`)
    return 0
  },
}

const Administrator = ListedPerson.pick({ email: true, name: true })
