import type { Person } from '@palermo/shared/accounts/contract.ts'

/** The state of an account as one code. */
export const stateOf = ({
  disabledAt,
  invited,
  waiting,
}: Pick<Person, 'disabledAt' | 'invited' | 'waiting'>): 'waiting' | 'disabled' | 'invited' | 'active' => {
  if (disabledAt) return waiting ? 'waiting' : 'disabled'
  return invited ? 'invited' : 'active'
}
