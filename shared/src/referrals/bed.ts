import { z } from 'zod'
import { type Gender, Gender as GenderCode } from '../codes/genders.ts'

export const accompanied = ['alone', 'with-children', 'with-adults'] as const
export const Accompanied = z.enum(accompanied)
export type Accompanied = z.infer<typeof Accompanied>

/** The facts that a shelter needs before it accepts a person. Null means not known. */
export const BedFor = z.object({ sex: GenderCode.nullable(), accompanied: Accompanied.nullable() })

/** The codes of the child form, each with the code of the adult form that means the same. */
const ofChild: Readonly<Record<string, Accompanied>> = {
  nobody: 'alone',
  parent: 'with-adults',
  relative: 'with-adults',
  'other-adult': 'with-adults',
  'other-children': 'with-children',
}

/** Returns what a shelter must know about the person. A referral that asks for no bed stores no such facts. */
export const bedFor = (
  needs: readonly string[],
  { sex, accompanied: who, childWith }: Record<'sex' | 'accompanied' | 'childWith', string | null>,
): { sex: Gender | null; accompanied: Accompanied | null } => {
  if (!needs.includes('bed')) return { sex: null, accompanied: null }
  return {
    sex: GenderCode.safeParse(sex).data ?? null,
    accompanied: Accompanied.safeParse(who).data ?? (childWith === null ? null : (ofChild[childWith] ?? null)),
  }
}
