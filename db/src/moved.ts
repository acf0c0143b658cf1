import type { Compartment } from '@palermo/shared/compartments.ts'
import type { Change, OnScreen } from '@palermo/shared/presence/contract.ts'

/** A record that a transaction changed and that open pages may show. */
export type Moved = Omit<Change, 'by'>

/** Registers a changed record. After the commit, the pages that have the record open are notified. */
export const markMoved = (tx: { moved?: readonly Moved[] }, on: OnScreen, compartment: Compartment = 'C0'): void => {
  tx.moved = [...(tx.moved ?? []), { on, compartment }]
}
