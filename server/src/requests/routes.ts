import { listRequests } from '@palermo/db/requests/queries.ts'
import { requestRecords } from '@palermo/db/requests/records.ts'
import { Request, RequestPage, RequestQuery } from '@palermo/shared/requests/contract.ts'
import { routesOf } from '../records/record-routes.ts'

/** Routes for requests of an agency for access to a compartment of a case, and for the answers to such requests. */
export const requestRoutes = routesOf({
  ...requestRecords,
  contracts: { ...requestRecords.contracts, Reply: Request, Query: RequestQuery, Page: RequestPage },
  list: listRequests,
})
