import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

const folder = fileURLToPath(new URL('states/', import.meta.url))

const Seen = z.object({ texts: z.array(z.string()), records: z.array(z.string()) })
const Values = z.object({ who: z.string(), values: z.array(z.json()) })
const StoredState = z.object({
  commit: z.string(),
  at: z.coerce.date(),
  ring: z.object({ newest: z.int(), keys: z.array(z.tuple([z.int(), z.string()])) }),
  people: z.record(z.string(), z.uuid()),
  caseId: z.uuid(),
  records: z.array(
    z.object({ type: z.string(), plural: z.string(), id: z.uuid(), texts: z.record(z.string(), z.string()) }),
  ),
  read: z.object({ by: z.record(z.string(), Seen), values: z.record(z.string(), Values) }),
})
export type StoredState = z.infer<typeof StoredState>

/** The names of the stored states: each is the number of the last migration of its version. */
export const storedStates = (): string[] =>
  readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? file.slice(0, -'.json'.length) : []))

export const readState = (name: string): StoredState =>
  StoredState.parse(JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')))

/** The SQL statements that create the database of a stored state. */
export const readStatements = (name: string): string => gunzipSync(readFileSync(`${folder}${name}.sql.gz`)).toString()
