import type { AnyType } from '@palermo/shared/records/collection.ts'
import { sentFields } from '@palermo/shared/records/contracts.ts'
import { openingsOf } from '@palermo/shared/records/faults.ts'

const day = 86_400_000

/**
 * The request that creates the example of a record type: due times are 21 days ahead, other times an hour ago, and each
 * text occurs nowhere else.
 */
export const exampleOf = (type: AnyType) => {
  const due = openingsOf(type.create.opens).map((opening) => opening.due)
  const texts: Record<string, string> = {}
  const sentAs = (name: string) => {
    const value = type.example[name]
    const kind = type.allFields[name]?.kind
    if (value === undefined || kind === undefined) return value
    if (kind === 'instant') return new Date(Date.now() + (due.includes(name) ? 21 * day : -day / 24)).toISOString()
    if (kind !== 'text') return value
    texts[name] = `${value} (canary of ${type.name} ${name})`
    return texts[name]
  }
  const body = Object.fromEntries(
    sentFields(type.create.fields).flatMap(({ as, field }) => {
      const value = sentAs(field)
      return value === undefined ? [] : [[as, value]]
    }),
  )
  return { body, texts }
}

/** The fields of the example whose value in the request is stored unchanged in the row. */
export const keptOf = (type: AnyType): [string, unknown][] =>
  Object.entries(type.example).filter(([name]) =>
    ['code', 'codes', 'flag', 'fiveValued', 'compartment', 'audience'].includes(type.allFields[name]?.kind ?? ''),
  )
