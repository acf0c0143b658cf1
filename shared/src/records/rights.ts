import type { StaffFunction } from '../actor.ts'
import type { AnyRecordType } from './collection.ts'

interface Reader {
  function: StaffFunction
}

/**
 * Whether the role of this person may create records of this type. Whether a record may be created in a certain case is
 * decided by the server.
 */
export const mayCreate = ({ create }: Pick<AnyRecordType, 'create'>, { function: role }: Reader): boolean =>
  create.may?.some(({ functions }) => functions.includes(role)) ?? false

/** Whether the role of this person is one of these roles. */
export const hasRole = (roles: readonly string[], { function: role }: Reader): boolean => roles.includes(role)
