import { asOwner } from '@palermo/db/owner.ts'
import { proveLedgers } from '@palermo/db/proofs.ts'
import { type Command, ownerUrl } from './call.ts'

export const checkCommand: Command = {
  name: 'check',
  usage: '',
  about:
    'Looks through the whole database: work items against deadlines, counters against work items, open work without owner or clock, ' +
    'statuses without an event. After a restore, an upgrade or a load.',
  options: {},
  async run(call) {
    const proofs = await asOwner(await ownerUrl(call), proveLedgers)
    for (const { holds, broken } of proofs)
      call.terminal.log(`${broken === 0 ? 'holds ' : 'BROKEN'} ${holds}${exceptions(broken)}`)
    return proofs.every(({ broken }) => broken === 0) ? 0 : 1
  },
}

const exceptions = (broken: number) => (broken === 0 ? '' : ` Not so for ${broken.toLocaleString('en')}.`)
