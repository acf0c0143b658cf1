// Finds every list and dashboard in the OpenAPI description
// (`/api/openapi.json`), so that no second list of routes is needed.

interface Parameter {
  name: string
  in: string
  required?: boolean
  schema?: { enum?: unknown[]; default?: unknown; anyOf?: { enum?: unknown[] }[] }
}

interface Operation {
  parameters?: Parameter[]
  security?: object[]
  responses?: Record<string, { content?: Record<string, object> }>
}

export interface OpenApi {
  paths: Record<string, Record<string, Operation>>
}

export interface ListRoute {
  /** The path as declared, without query. */
  route: string
  /**
   * The queries to measure: one with only the required parameters, and one for each value that a parameter declares.
   */
  queries: string[]
}

/** Values for required parameters that declare no values of their own. */
export type Known = Readonly<Record<string, string>>

/**
 * Returns the routes that are read without naming a record, and
 * in `left` those whose required parameters have no known value.
 */
export const listRoutesOf = ({ paths }: OpenApi, known: Known): { lists: ListRoute[]; left: string[] } => {
  const lists: ListRoute[] = []
  const left: string[] = []
  for (const [route, { get }] of Object.entries(paths)) {
    if (!get || route.includes('{') || get.security?.length === 0 || !answersJson(get)) continue
    const parameters = (get.parameters ?? []).filter((one) => one.in === 'query')
    const required = parameters.filter((one) => one.required)
    const missing = required.filter((one) => valuesOf(one, known).length === 0)
    if (missing.length > 0) left.push(`${route} (${missing.map(({ name }) => name).join(', ')})`)
    else lists.push({ route, queries: queriesOf(required, parameters, known) })
  }
  return { lists, left }
}

const answersJson = ({ responses }: Operation) => responses?.['200']?.content?.['application/json'] !== undefined

const valuesOf = ({ name, schema }: Parameter, known: Known): string[] => {
  const named = schema?.enum ?? schema?.anyOf?.flatMap((one) => one.enum ?? []) ?? []
  if (named.length > 0) return named.map(String)
  return known[name] === undefined ? [] : [known[name]]
}

const queriesOf = (required: readonly Parameter[], all: readonly Parameter[], known: Known): string[] => {
  const base = Object.fromEntries(required.map((one) => [one.name, valuesOf(one, known)[0] ?? '']))
  const varied = all.flatMap((one) => valuesOf(one, known).map((value) => ({ ...base, [one.name]: value })))
  return [...new Set([base, ...varied].map((query) => new URLSearchParams(query).toString()))]
}
