import { z } from 'zod'

/**
 * The contract of a list without duplicates. For objects, `keyOf` returns the value to compare. An error is reported at
 * the index of each duplicate.
 */
export const distinct = <T extends z.ZodType>(item: T, keyOf: (value: z.output<T>) => unknown = (value) => value) =>
  z
    .array(item)
    .superRefine((list, context) => {
      const known = new Set<unknown>()
      for (const [place, value] of list.entries()) {
        const key = keyOf(value)
        if (known.has(key)) context.addIssue({ code: 'custom', path: [place], message: 'stands here twice' })
        known.add(key)
      }
    })
    .meta({ uniqueItems: true })
