import { z } from 'zod'

/**
 * Age bands that are wide enough to estimate at a border post at night. Each band is a union of the age groups that
 * CTDC publishes (0–8, 9–17, 18–20, 21–23 … 48+), so that statistics never have to split a band.
 */
export const ageBands = ['0-8', '9-17', '18-20', '21-29', '30-47', '48-plus', 'unknown'] as const

export const AgeBand = z.enum(ageBands)
export type AgeBand = z.infer<typeof AgeBand>

export const childAgeBands = ['0-8', '9-17'] as const satisfies readonly AgeBand[]

const lastAge: readonly (readonly [AgeBand, number])[] = [
  ['0-8', 8],
  ['9-17', 17],
  ['18-20', 20],
  ['21-29', 29],
  ['30-47', 47],
]

/** Returns the band of an age in whole years. */
export const ageBandOf = (years: number): AgeBand => lastAge.find(([, last]) => years <= last)?.[0] ?? '48-plus'

/**
 * Returns the youngest possible age in whole years, on the day `today` (`YYYY-MM-DD`), of a person born in this year:
 * the birthday is assumed to be later in the year.
 */
export const youngestAge = (birthYear: number, today: string): number => {
  const years = Number(today.slice(0, 4)) - birthYear
  return Math.max(0, today.endsWith('-12-31') ? years : years - 1)
}
