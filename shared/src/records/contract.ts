import { z } from 'zod'

const Right = z.object({ party: z.string(), roles: z.array(z.string()) })
const Effects = {
  fields: z.array(z.string()),
  /** The hand-written parts of the creation or action. */
  byHand: z.array(z.enum(['before', 'after'])),
  opens: z.array(z.string()),
  notifies: z.array(z.string()),
}

/** A record type explained for a product owner: its declaration, with its deadlines from the profile in force. */
export const ExplainedType = z.object({
  name: z.string(),
  table: z.string(),
  area: z.string(),
  track: z.string().nullable(),
  dossier: z.string().nullable(),
  compartment: z.string(),
  page: z.string(),
  fields: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      /** The name of the column; null for text, which is encrypted in the table of its compartment. */
      column: z.string().nullable(),
      compartment: z.string(),
      isOptional: z.boolean(),
      values: z.array(z.string()),
    }),
  ),
  byHand: z.array(z.string()),
  parties: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['agency', 'person', 'clock']),
      columns: z.array(z.string()),
      orElse: z.string().nullable(),
    }),
  ),
  statuses: z.array(z.object({ name: z.string(), isFinal: z.boolean(), clock: z.string().nullable() })),
  /**
   * The parties that may create the record, and the effects of its creation. `may` is empty if hand-written code
   * decides.
   */
  create: z.object({ may: z.array(Right), ...Effects }),
  actions: z.array(
    z.object({
      name: z.string(),
      from: z.array(z.string()),
      to: z.string().nullable(),
      may: z.array(Right),
      notBy: z.string().nullable(),
      behind: z.string().nullable(),
      ...Effects,
      closes: z.array(z.string()),
      /**
       * How the action is taken. `clock`: by a deadline. `own-route`: by a request to its own route. `route`: by a
       * request to the record's common route.
       */
      by: z.enum(['route', 'own-route', 'clock']),
    }),
  ),
  clocks: z.array(
    z.object({
      key: z.string(),
      owes: z.string().nullable(),
      orElse: z.string().nullable(),
      owedTo: z.string().nullable(),
      /**
       * Whether the rule is the default of the record type, because the profile has no rule of its own. A default rule
       * is a local standard, not law.
       */
      isDefault: z.boolean(),
    }),
  ),
})
export type ExplainedType = z.infer<typeof ExplainedType>

/** All record types, with the profile that sets their deadlines. */
export const RecordTypeList = z.object({ profile: z.string(), items: z.array(ExplainedType) })
export type RecordTypeList = z.infer<typeof RecordTypeList>
