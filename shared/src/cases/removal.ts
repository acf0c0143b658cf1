import { z } from 'zod'
import type { Sector } from '../actor.ts'
import type { CaseAction } from './record.ts'

/**
 * The sectors that learn of a bar to removal only by asking while the person is present; the reply is yes or no, and a
 * duty number. These sectors neither see the period that bars removal nor are notified when it begins or ends. Row
 * security enforces this (`authz.only_asks_of_removal`): decision 0048.
 */
export const onlyAskOfRemoval: readonly Sector[] = ['immigration']

/** Actions that begin or end a bar to removal. */
export const removalActs: readonly CaseAction[] = ['begin-reflection', 'end-reflection']
/** The effect of a deadline that counts a period in which the person is not removed. */
export const removalEffect = 'removal-suspended'

export const BarToRemoval = z.object({ barred: z.boolean(), dutyNumber: z.string().nullable() })
export type BarToRemoval = z.infer<typeof BarToRemoval>
