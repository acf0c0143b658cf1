import { StaffFunction } from '@palermo/shared/actor.ts'
import { DeliveryState } from '@palermo/shared/notices/contract.ts'
import { z } from 'zod'

/** Filters of the list: agency and role, but never a name, because the filters are in the URL. */
export const PeopleSearch = z.object({
  agency: z.uuid().optional().catch(undefined),
  function: StaffFunction.optional().catch(undefined),
  disabled: z.boolean().optional().catch(undefined),
})
export type PeopleSearch = z.infer<typeof PeopleSearch>

export const DeliveriesSearch = z.object({ state: DeliveryState.optional().catch(undefined) })
export type DeliveriesSearch = z.infer<typeof DeliveriesSearch>

export const AgenciesSearch = z.object({ q: z.string().max(100).optional().catch(undefined) })
export type AgenciesSearch = z.infer<typeof AgenciesSearch>
