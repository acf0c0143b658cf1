import { z } from 'zod'

/**
 * The query of a page of a list. The client sends back the cursor of the last page unchanged; an altered cursor is
 * refused.
 */
export const PageQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type PageQuery = z.infer<typeof PageQuery>

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** The position of the last row of a page: its sort key, and its id, which orders rows with the same key. */
export const Cursor = z.tuple([z.string().max(64), z.uuid()])
export type Cursor = z.infer<typeof Cursor>

export const encodeCursor = (cursor: Cursor): string => toBase64Url(JSON.stringify(cursor))

/** Decodes a cursor; returns undefined for a cursor that this product did not write. */
export const decodeCursor = (text: string): Cursor | undefined => {
  const json = fromBase64Url(text)
  if (json === undefined) return undefined
  const parsed = Cursor.safeParse(parseJson(json))
  return parsed.success ? parsed.data : undefined
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const toBase64Url = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const fromBase64Url = (text: string): string | undefined => {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return undefined
  }
}
