import type { Request } from '@palermo/shared/requests/contract.ts'

/** Actions on a request, in the order of its buttons. */
export const requestActs = ['grant', 'refuse', 'withdraw'] as const satisfies readonly Request['actions'][number][]
export type RequestAction = (typeof requestActs)[number]
