import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { and, eq, sql as fragment } from 'drizzle-orm'
import { prepared } from '../prepared.ts'
import { flag, texts } from '../readers.ts'
import { cases } from './table.ts'

/** Returns whether the reader may read this compartment of the case; no row for a case that the reader does not see. */
export const readsCompartment = prepared(
  (db, { caseId, compartment }: { caseId: string; compartment: OpenCompartment }) =>
    db
      .select({ near: fragment`authz.in_case(${cases.id}, ${compartment})`.mapWith(flag) })
      .from(cases)
      .where(eq(cases.id, caseId)),
)

/** Returns the compartments of the case that the reader may read; no row for a case that the reader does not see. */
export const compartmentsRead = prepared((db, { caseId }: { caseId: string }) =>
  db
    .select({ compartments: fragment`authz.compartments(${cases.id})`.mapWith(texts) })
    .from(cases)
    .where(eq(cases.id, caseId)),
)

/** Returns the case with this reference, if the reader may read this compartment of the case. */
export const caseByReference = prepared(
  (db, { reference, compartment }: { reference: string; compartment: OpenCompartment }) =>
    db
      .select({ id: cases.id })
      .from(cases)
      .where(and(eq(cases.reference, reference), fragment`authz.in_case(${cases.id}, ${compartment})`)),
)
