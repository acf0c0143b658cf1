import { z } from 'zod'
import { CaseStatus } from '../cases/contract.ts'
import { isCaseReference } from '../cases/reference.ts'

/** The reasons for linking two cases. None of the reasons identifies a person. */
export const linkKinds = ['related', 'same-trafficker', 'same-place', 'same-employer', 'same-journey'] as const
export const LinkKind = z.enum(linkKinds)

/** The compartments in which a link may be stored: identity (C1) or investigation (C5). */
export const linkCompartments = ['C1', 'C5'] as const
export const LinkCompartment = z.enum(linkCompartments)
export type LinkCompartment = z.infer<typeof LinkCompartment>

/** A case reference as users type it, in any letter case and with spaces around it. */
export const TypedReference = z
  .string()
  .max(20)
  .transform((text) => text.trim().toUpperCase())
  .refine(isCaseReference, 'is no case code')

/** A link as one of its two cases shows it, for readers who may read the compartment of the link in both cases. */
export const Link = z.object({
  id: z.uuid(),
  kind: LinkKind,
  compartment: LinkCompartment,
  other: z.object({ id: z.uuid(), reference: z.string(), status: CaseStatus }),
  agencyName: z.string().nullable(),
  personName: z.string().nullable(),
  at: z.iso.datetime(),
})
export type Link = z.infer<typeof Link>

export const LinkQuery = z.strictObject({ caseId: z.uuid() })
/** The links of a case. `compartments`: the compartments in which the reader may link this case to another. */
export const LinkList = z.object({ items: z.array(Link), compartments: z.array(LinkCompartment) })
export type LinkList = z.infer<typeof LinkList>

export const NewLink = z.strictObject({
  caseId: z.uuid(),
  reference: TypedReference,
  kind: LinkKind,
  compartment: LinkCompartment.default('C1'),
})
export type NewLink = z.infer<typeof NewLink>

export const EndLink = z.strictObject({})
