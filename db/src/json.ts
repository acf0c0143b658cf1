import type { JSONValue } from 'postgres'
/** JSON as PostgreSQL writes it with its clock set to UTC: its offsets become RFC 3339's Z. Holds no words of people. */
export const parseDocument = <T>(text: string): T => JSON.parse(text.replaceAll('+00:00"', 'Z"')) as T

/** `json_agg` over nothing is null. */
export type Aggregated<T, K extends keyof T> = Omit<T, K> & { [L in K]: T[L] | null }

/** For `sql.json`: its type asks for an index signature, which the interfaces of contracts do not have. */
export const asJson = (value: object): JSONValue => value as JSONValue
