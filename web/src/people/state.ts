import type { Person } from '@palermo/shared/accounts/contract.ts'

/** Returns one code for the state of an account, derived from several properties of the account. */
export const stateOf = ({
  disabledAt,
  invited,
  waiting,
}: Pick<Person, 'disabledAt' | 'invited' | 'waiting'>): 'waiting' | 'disabled' | 'invited' | 'active' => {
  if (disabledAt) return waiting ? 'waiting' : 'disabled'
  return invited ? 'invited' : 'active'
}
