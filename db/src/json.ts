import type { JSONValue } from 'postgres'
/**
 * Parses JSON that PostgreSQL wrote with its time zone set to UTC, and replaces the offset +00:00 of times by Z. The
 * JSON must contain no free text, in which the same characters could occur.
 */
export const parseDocument = <T>(text: string): T => JSON.parse(text.replaceAll('+00:00"', 'Z"')) as T

/** The type of a row whose fields `K` are aggregated by `json_agg`, which gives null if there are no rows. */
export type Aggregated<T, K extends keyof T> = Omit<T, K> & { [L in K]: T[L] | null }

/**
 * Casts an object for `sql.json`, whose type requires an index signature that the contracts' interfaces do not have.
 */
export const asJson = (value: object): JSONValue => value as JSONValue
