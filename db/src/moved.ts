import type { Compartment } from '@palermo/shared/compartments.ts'
import type { Change, OnScreen } from '@palermo/shared/presence/contract.ts'

/** A record changed by a transaction that open pages may show. */
export type Moved = Omit<Change, 'by'>

/** Announced after the commit to the pages that have the record open. */
export const markMoved = (tx: { moved?: readonly Moved[] }, on: OnScreen, compartment: Compartment = 'C0'): void => {
  tx.moved = [...(tx.moved ?? []), { on, compartment }]
}
