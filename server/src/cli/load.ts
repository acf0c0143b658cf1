import path from 'node:path'
import { hashPassword } from '@palermo/db/accounts/passwords.ts'
import { openAccounts } from '@palermo/db/load/accounts.ts'
import { load } from '@palermo/db/load/load.ts'
import type { Size } from '@palermo/db/load/numbering.ts'
import { asOwner } from '@palermo/db/owner.ts'
import { proveLedgers } from '@palermo/db/proofs.ts'
import { embeddedKeyring } from '@palermo/db/seal.ts'
import { type Call, type Command, dataFolder, ownerUrl, UsageFault } from './call.ts'
import { chosenPassword } from './passwords.ts'

export const loadCommand: Command = {
  name: 'load',
  usage: '--referrals N [--cases N] [--agencies N]',
  about:
    'Fills a database that holds no cases yet with that many referrals of nobody, for measuring. Needs a login that may ' +
    'switch triggers off. Everybody in it signs in with one password, as person1@load.test and so on.',
  options: { referrals: { type: 'string' }, cases: { type: 'string' }, agencies: { type: 'string' } },
  async run(call) {
    const { terminal } = call
    const size = sizeOf(call)
    const url = await ownerUrl(call)
    const ring = embeddedKeyring(path.join(dataFolder(call), 'keys'))
    const { password, made } = await chosenPassword(terminal)
    const hash = await hashPassword(password)
    const began = performance.now()
    const proofs = await asOwner(url, async (owner) => {
      await load(owner, ring, size, (share) => terminal.progress(share, 'loaded'))
      await openAccounts(owner, hash)
      return proveLedgers(owner)
    })
    const broken = proofs.filter((proof) => proof.broken > 0)
    for (const { holds } of broken) terminal.complain(`BROKEN ${holds}`)
    const seconds = Math.round((performance.now() - began) / 1000)
    terminal.log(
      `${size.referrals.toLocaleString('en')} referrals in ${size.cases.toLocaleString('en')} cases of ${size.agencies} agencies, in ${seconds} s.`,
    )
    if (made) terminal.log(`Password, shown this once: ${password}`)
    return broken.length === 0 ? 0 : 1
  },
}

/** Reads the numbers of rows to load from the arguments. @throws UsageFault */
const sizeOf = (call: Call): Size => {
  const whole = (name: string, otherwise: number, least: number) => {
    const given = call.options[name]
    if (given === undefined) return otherwise
    const number = Number(given)
    if (!Number.isInteger(number) || number < least || number > 100_000_000)
      throw new UsageFault(`--${name} is a whole number of at least ${least}.`)
    return number
  }
  const referrals = whole('referrals', 0, 1)
  if (referrals === 0) throw new UsageFault('--referrals is missing.')
  return {
    referrals,
    cases: whole('cases', Math.max(1, Math.round(referrals * 0.3)), 1),
    agencies: whole('agencies', 200, 2),
  }
}
