import { z } from 'zod'
import type { RecordFilter } from './queries.ts'

const longest = 80

/**
 * Reads the filters of a list from the URL: every parameter with a short text. The list sends only the filters that the
 * record type declares.
 */
export const ListSearch = z
  .record(z.string(), z.unknown())
  .transform(
    (search): RecordFilter =>
      Object.fromEntries(
        Object.entries(search).flatMap(([name, value]) =>
          typeof value === 'string' && value.length <= longest ? [[name, value]] : [],
        ),
      ),
  )
