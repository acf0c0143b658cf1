import type { Person } from '@palermo/shared/accounts/contract.ts'

/** Combines the properties of an account into one code for its state. */
export const stateOf = ({
  disabledAt,
  invited,
  waiting,
}: Pick<Person, 'disabledAt' | 'invited' | 'waiting'>): 'waiting' | 'disabled' | 'invited' | 'active' => {
  if (disabledAt) return waiting ? 'waiting' : 'disabled'
  return invited ? 'invited' : 'active'
}
