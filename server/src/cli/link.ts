import { ownerLink } from '@palermo/db/accounts/administrators.ts'
import { asOwner } from '@palermo/db/owner.ts'
import { type Command, ownerUrl, required } from './call.ts'

export const linkCommand: Command = {
  name: 'link',
  usage: '--email ADDRESS',
  about:
    'Prints a one-time link under which the owner of an account chooses a password, for the first founding or where there is no mail. Hand it to the owner alone.',
  options: { email: { type: 'string' } },
  async run(call) {
    const email = required(call, 'email')
    const token = await asOwner(await ownerUrl(call), (owner) => ownerLink(owner, email))
    call.terminal.log('The link works once, for one hour. Earlier links of this account work no more.')
    call.terminal.log(`${call.env.PALERMO_URL || 'http://localhost:3000'}/choose-password#${token}`)
    return 0
  },
}
