import Holidays, { type HolidaysTypes } from 'date-holidays'
import library from 'date-holidays/package.json' with { type: 'json' }
import type { Holiday } from './holiday.ts'
import { philippineHolidays } from './philippine-holidays.ts'
import { type UkPart, ukHolidays } from './uk-holidays.ts'

/**
 * The place whose calendar is used: an ISO 3166-1 country and, if holidays differ within the country, the part of it
 * (`GB`, `ENG`).
 */
export interface HolidayPlace {
  country: string
  state?: string
}

/**
 * Parses a stored calendar code such as `PH` or `GB-ENG`.
 * @throws RangeError that lists the valid choices, for an unknown country or part
 */
export const placeOf = (calendar: string): HolidayPlace => {
  const known = new Holidays()
  const [country = '', state, ...more] = calendar.split('-')
  if (!Object.hasOwn(known.getCountries(), country) || more.length > 0) {
    throw new RangeError(
      `There is no calendar of public holidays "${calendar}". It is the code of a country (ISO 3166-1), and of its part where the law differs within it: PH, GB-ENG.`,
    )
  }
  const states = Object.keys(known.getStates(country) ?? {})
  if (state === undefined) return { country }
  if (!states.includes(state)) {
    throw new RangeError(
      `There is no calendar of public holidays "${calendar}". There are: ${[country, ...states.map((one) => `${country}-${one}`)].join(', ')}.`,
    )
  }
  return { country, state }
}

/**
 * Returns the public holidays of these years in order of date, each date once, including days in lieu and every day of
 * a longer feast. For the Philippines and the United Kingdom each day names the law or proclamation that orders it,
 * from the lists in this folder. For other countries the library computes the days; days that begin at noon are left
 * out, since people work that morning, and so are days that the library marks as optional, bank-only, school or
 * observance. An administrator may correct the dates: movable feasts are computed, and days proclaimed during the year
 * are missing.
 * @throws RangeError for a country or part that the library lacks, since an empty calendar would silently move every
 * deadline in working days
 */
export const holidaysFor = (place: HolidayPlace, years: readonly number[]): Holiday[] => {
  const calendar = calendarOf(place)
  const found = [...new Set(years)].flatMap((year) => officialOf(place, year, computedOf(calendar, year)))
  const byDate = new Map<string, Holiday[]>()
  for (const one of found) byDate.set(one.onDate, [...(byDate.get(one.onDate) ?? []), one])
  return [...byDate]
    .map(([onDate, all]) => ({
      onDate,
      name: [...new Set(all.map(({ name }) => name))].join('; '),
      source: [...new Set(all.map(({ source }) => source))].join('; '),
    }))
    .sort((a, b) => (a.onDate < b.onDate ? -1 : 1))
}

type Computed = Pick<Holiday, 'onDate' | 'name'>

const officialOf = ({ country, state }: HolidayPlace, year: number, computed: readonly Computed[]): Holiday[] => {
  if (country === 'PH') return philippineHolidays(year, computed)
  const part = ukParts.find((one) => country === 'GB' && one === (state ?? 'ENG'))
  if (part) return ukHolidays(part, year, computed)
  return computed.map((one) => ({ ...one, source: `date-holidays ${library.version}` }))
}
const ukParts: readonly UkPart[] = ['ENG', 'WLS', 'SCT', 'NIR']

/**
 * Returns the holidays of one year. The year before is computed as well, since a feast of several days may extend into
 * January.
 */
const computedOf = (calendar: Holidays, year: number): Computed[] =>
  [year - 1, year]
    .flatMap((one) => calendar.getHolidays(one))
    .flatMap((holiday) => datesOf(holiday).map((onDate) => ({ onDate, name: holiday.name })))
    .filter(({ onDate }) => onDate.startsWith(String(year)))

const day = 86_400_000

/**
 * Returns the local dates of a holiday. The library returns local times; the days of a feast are counted in whole days,
 * so that daylight saving time does not shift the dates.
 */
const datesOf = ({ date, start, end }: HolidaysTypes.Holiday): string[] => {
  const length = date.slice(11, 19) === '00:00:00' ? Math.round((end.getTime() - start.getTime()) / day) : 0
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`)
  return Array.from({ length }, (_, i) => new Date(first + i * day).toISOString().slice(0, 10))
}

const calendarOf = ({ country, state }: HolidayPlace): Holidays => {
  placeOf(state === undefined ? country : `${country}-${state}`)
  // For the Philippines, days of the type `optional` are included, since the library gives this type to the special
  // non-working days.
  const types: ('public' | 'optional')[] = country === 'PH' ? ['public', 'optional'] : ['public']
  const options = { types, languages: 'en' }
  return state === undefined ? new Holidays(country, options) : new Holidays(country, state, options)
}
