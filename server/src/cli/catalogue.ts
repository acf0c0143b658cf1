import { findDrift } from '@palermo/db/drift.ts'
import { asOwner } from '@palermo/db/owner.ts'
import { type Command, ownerUrl } from './call.ts'

export const catalogueCommand: Command = {
  name: 'catalogue',
  usage: '',
  about:
    'Compares tables, functions, policies, triggers, views and rights of the database with what the files of this version make, in an ' +
    'empty database that it makes beside it and drops again. Names what was changed by hand.',
  options: {},
  async run(call) {
    const url = await ownerUrl(call)
    const drift = await asOwner(url, () => findDrift(url))
    for (const { kind, name, expected, found } of drift)
      call.terminal.log(
        `${expected === undefined ? 'added' : found === undefined ? 'missing' : 'changed'} ${kind} ${name}`,
      )
    if (drift.length === 0) call.terminal.log('The database is what its files make.')
    return drift.length === 0 ? 0 : 1
  },
}
