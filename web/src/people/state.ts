import type { Person } from '@palermo/shared/accounts/contract.ts'

/** How an account stands, in one word. */
export const stateOf = ({
  disabledAt,
  invited,
  waiting,
}: Pick<Person, 'disabledAt' | 'invited' | 'waiting'>): 'waiting' | 'disabled' | 'invited' | 'active' => {
  if (disabledAt) return waiting ? 'waiting' : 'disabled'
  return invited ? 'invited' : 'active'
}
