import { coordinators } from '@palermo/shared/actor.ts'
import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import { prepared } from '../prepared.ts'
import { people } from './table.ts'

/** Returns those of the two persons who work in this agency and whose role includes casework. */
export const coordinatorsAmong = prepared(
  (build, { one, other, agencyId }: { one: string; other: string; agencyId: string }) =>
    build
      .select({ id: people.id })
      .from(people)
      .where(
        and(
          or(eq(people.id, one), eq(people.id, other)),
          eq(people.agencyId, agencyId),
          isNull(people.disabledAt),
          inArray(people.function, coordinators),
        ),
      ),
)
