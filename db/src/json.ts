import type { JSONValue } from 'postgres'
/** JSON as PostgreSQL writes it with its time zone set to UTC: its offsets become RFC 3339's Z. Holds no free text. */
export const parseDocument = <T>(text: string): T => JSON.parse(text.replaceAll('+00:00"', 'Z"')) as T

/** `json_agg` over no rows is null. */
export type Aggregated<T, K extends keyof T> = Omit<T, K> & { [L in K]: T[L] | null }

/** For `sql.json`, whose type requires an index signature that the contracts' interfaces do not have. */
export const asJson = (value: object): JSONValue => value as JSONValue
