import { randomInt } from 'node:crypto'
import { passwordLength } from '@palermo/shared/accounts/contract.ts'
import { UsageFault } from './call.ts'
import type { Terminal } from './terminal.ts'

// The letters and digits of passwords, without characters that are easily confused: 0 o, 1 l i, 5 s, 8 b, 2 z, m n, u
// v.
const letters = 'acdefghjkpqrtwxy34679'

/**
 * Generates a password that can be dictated over the telephone: twenty characters from an alphabet of twenty-one, which
 * is 87 bits.
 */
export const makePassword = (): string =>
  Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join(
    '-',
  )

/**
 * Returns the password that the operator typed twice, or a generated password if the operator typed nothing or there is
 * no terminal.
 */
export const chosenPassword = async ({ askHidden }: Terminal): Promise<{ password: string; made: boolean }> => {
  const typed = await askHidden('Password (nothing: one is made): ')
  if (!typed) return { password: makePassword(), made: true }
  if (typed.length < passwordLength.least || typed.length > passwordLength.most) {
    throw new UsageFault(`A password has ${passwordLength.least} to ${passwordLength.most} signs.`)
  }
  if ((await askHidden('Once more: ')) !== typed) throw new UsageFault('The two are not the same.')
  return { password: typed, made: false }
}
