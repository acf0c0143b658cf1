import postgres from 'postgres'
import { createAdministrator } from './accounts/administrators.ts'
import { foundTaskForce, type TaskForce } from './found.ts'

/**
 * Founds a task force with one administrator in a migrated, empty database.
 * @returns false if a task force was founded already
 * @throws OwnerFault for an unknown profile
 */
export const foundEmpty = async (
  ownerUrl: string,
  { force, administrator }: { force: TaskForce; administrator: { email: string; name: string; password: string } },
): Promise<boolean> => {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const [known] = await owner`select 1 from app.task_force`
    if (known) return false
    await foundTaskForce(owner, force)
    await createAdministrator(owner, administrator)
    return true
  } finally {
    await owner.end()
  }
}
