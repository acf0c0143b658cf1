import { z } from 'zod'
import type { RecordFilter } from './queries.ts'

const longest = 80

/** The filters of a list in the URL: names and values of codes. The list sends only those that its type declares. */
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
