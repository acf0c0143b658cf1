import { z } from 'zod'
import type { Sector } from '../actor.ts'
import type { CaseAction } from './record.ts'

/**
 * Sectors that learn of a bar to removal by asking alone, with the person present: yes or no, and a duty number. They are
 * neither shown nor told when such a period begins or ends. Row security holds it (`authz.only_asks_of_removal`): decision 0054.
 */
export const onlyAskOfRemoval: readonly Sector[] = ['immigration']

/** Actions that begin or end a bar to removal. */
export const removalActs: readonly CaseAction[] = ['begin-reflection', 'end-reflection']
/** What a clock does that counts it. */
export const removalEffect = 'removal-suspended'

export const BarToRemoval = z.object({ barred: z.boolean(), dutyNumber: z.string().nullable() })
export type BarToRemoval = z.infer<typeof BarToRemoval>
