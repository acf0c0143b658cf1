import Holidays, { type HolidaysTypes } from 'date-holidays'
import library from 'date-holidays/package.json' with { type: 'json' }

/** A public holiday as it is kept: the local date, its name in English, and where the date was taken from. */
export interface Holiday {
  onDate: string
  name: string
  source: string
}

/** Which calendar: ISO 3166-1 country and, where the law differs within it, its part (`GB`, `ENG`). */
export interface HolidayPlace {
  country: string
  state?: string
}

/**
 * The public holidays of these years in order of date, each date once, days in lieu and every day of a longer feast
 * included. Left out: days that begin at noon, for people work that morning, and all that the library calls optional,
 * bank-only, school or observance. The dates are a start that an administrator may correct: movable feasts are computed,
 * and days proclaimed during the year are missing. RangeError for a country or a part that the library lacks: an empty
 * calendar would silently move every clock in working days.
 */
export const holidaysFor = ({ country, state }: HolidayPlace, years: readonly number[]): Holiday[] => {
  const calendar = calendarOf(country, state)
  const names = new Map<string, Set<string>>()
  // The year before as well: a feast of several days may run into January.
  for (const year of new Set(years.flatMap((wanted) => [wanted - 1, wanted]))) {
    for (const holiday of calendar.getHolidays(year)) {
      for (const onDate of datesOf(holiday)) {
        if (years.includes(Number(onDate.slice(0, 4))))
          names.set(onDate, (names.get(onDate) ?? new Set()).add(holiday.name))
      }
    }
  }
  const source = `date-holidays ${library.version}`
  return [...names]
    .map(([onDate, all]) => ({ onDate, name: [...all].join('; '), source }))
    .sort((a, b) => (a.onDate < b.onDate ? -1 : 1))
}

const day = 86_400_000

/** Local dates: the text that the library gives is local, and a length of days outlasts a change of the clocks. */
const datesOf = ({ date, start, end }: HolidaysTypes.Holiday): string[] => {
  const length = date.slice(11, 19) === '00:00:00' ? Math.round((end.getTime() - start.getTime()) / day) : 0
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`)
  return Array.from({ length }, (_, i) => new Date(first + i * day).toISOString().slice(0, 10))
}

const calendarOf = (country: string, state?: string): Holidays => {
  const known = new Holidays()
  if (!Object.hasOwn(known.getCountries(), country)) throw new RangeError(`no public holidays are known for ${country}`)
  if (state !== undefined && !Object.hasOwn(known.getStates(country) ?? {}, state)) {
    throw new RangeError(`no public holidays are known for ${country}-${state}`)
  }
  const options = { types: ['public' as const], languages: 'en' }
  return state === undefined ? new Holidays(country, options) : new Holidays(country, state, options)
}
