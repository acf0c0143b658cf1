import { Problem } from '@palermo/shared/problem.ts'
import { request } from '@palermo/shared/requests/record.ts'
import { v7 } from 'uuid'
import { awaitAtCommit, send } from '../actor.ts'
import { derivedRecord } from '../records/derived.ts'
import { askable, shownRequest } from './queries.ts'
import { requests } from './table.ts'

export const requestRecords = derivedRecord(request, requests, {
  shown: shownRequest,
  byHand: {
    create: {
      /**
       * Refuses a compartment for which the actor may not ask: one that the actor's role may never read, or that the
       * actor can already read.
       */
      before: async ({ tx, input }) => {
        const compartments = await askable(tx.sql, input.caseId)
        if (!compartments.some(({ compartment }) => compartment === input.compartment)) throw new Problem('not-allowed')
        return undefined
      },
    },
    grant: {
      /** Refuses to let persons grant access to themselves, even if they may grant access to others. */
      before: async ({ row, actor }) => {
        if (row.fromPersonId === actor.personId) throw new Problem('not-allowed')
        return undefined
      },
      after: async ({ tx, row }) => awaitAtCommit(tx, send(tx.sql`select app.grant_by_request(${row.id}, ${v7()})`)),
    },
  },
})
