import { holidaysFor, placeOf } from '@palermo/db/deadlines/holiday-source.ts'
import { expect, test } from 'vitest'

/**
 * Holidays from Monday to Friday by the official lists: proclamations of the Philippines 2024–2026
 * (officialgazette.gov.ph) and the standing law for later years; gov.uk/bank-holidays, and the Banking and Financial
 * Dealings Act 1971 for later years. Holidays on a weekend move no deadline and are left out.
 */
const official: Record<string, Record<number, string>> = {
  PH: {
    2024: '01-01 03-28 03-29 04-09 04-10 05-01 06-12 06-17 08-23 08-26 11-01 12-24 12-25 12-30 12-31',
    2025: '01-01 01-29 04-01 04-09 04-17 04-18 05-01 05-12 06-06 06-12 08-21 08-25 10-31 12-08 12-24 12-25 12-30 12-31',
    2026: '01-01 02-17 03-20 04-02 04-03 04-09 05-01 05-27 06-12 08-21 08-31 11-02 11-30 12-08 12-24 12-25 12-30 12-31',
    2027: '01-01 03-25 03-26 04-09 08-30 11-01 11-02 11-30 12-08 12-24 12-30 12-31',
    2028: '01-26 04-13 04-14 05-01 06-12 08-21 08-28 11-01 11-02 11-30 12-08 12-25',
    2029: '01-01 02-13 03-29 03-30 04-09 05-01 06-12 08-21 08-27 11-01 11-02 11-30 12-24 12-25 12-31',
    2030: '01-01 04-09 04-18 04-19 05-01 06-12 08-21 08-26 11-01 12-24 12-25 12-30 12-31',
  },
  'GB-ENG': {
    2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
    2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
    2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
    2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
    2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
    2029: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
    2030: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  },
  'GB-SCT': {
    2024: '01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26',
    2025: '01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26',
    2026: '01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28',
    2027: '01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28',
    2028: '01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26',
    2029: '01-01 01-02 03-30 05-07 05-28 08-06 11-30 12-25 12-26',
    2030: '01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26',
  },
  'GB-NIR': {
    2024: '01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26',
    2025: '01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26',
    2026: '01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28',
    2027: '01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28',
    2028: '01-03 03-17 04-14 04-17 05-01 05-29 07-12 08-28 12-25 12-26',
    2029: '01-01 03-19 03-30 04-02 05-07 05-28 07-12 08-27 12-25 12-26',
    2030: '01-01 03-18 04-19 04-22 05-06 05-27 07-12 08-26 12-25 12-26',
  },
}
official['GB-WLS'] = official['GB-ENG'] as Record<number, string>

const cases = Object.entries(official).flatMap(([calendar, years]) =>
  Object.entries(years).map(([year, days]) => [calendar, Number(year), days] as const),
)
const isWorkday = (on: string) => ![0, 6].includes(new Date(`${on}T12:00:00Z`).getUTCDay())

test.each(cases)('%s %i has the working days off that the official list has', (calendar, year, days) => {
  const found = holidaysFor(placeOf(calendar), [year]).filter(({ onDate }) => isWorkday(onDate))
  // A holiday that is computed from the moon and not yet proclaimed is compared only for years with a proclamation.
  const certain = found.filter(({ name, source }) => !(/^Eid/.test(name) && /not verified/.test(source)) || year < 2027)
  expect(certain.map(({ onDate }) => onDate.slice(5)).join(' ')).toBe(days)
})

test.each(cases)('%s %i: each day names its law or proclamation, or says that it is not verified', (calendar, year) => {
  for (const { onDate, name, source } of holidaysFor(placeOf(calendar), [year])) {
    expect([onDate, name, source]).toEqual([
      onDate,
      expect.stringMatching(/\S/),
      expect.stringMatching(
        /RA \d+|Proclamation No\. \d+|Administrative Code|Act (of )?\d{4}|1971|common law|not verified/,
      ),
    ])
    expect(source.length).toBeLessThanOrEqual(200)
  }
})

test('every year has the two feasts of the Muslim calendar, expected where they are not proclaimed', () => {
  for (const year of [2024, 2025, 2026, 2027, 2028, 2029, 2030]) {
    const names = holidaysFor({ country: 'PH' }, [year]).map(({ name }) => name)
    expect([year, names.filter((name) => name.includes('Eid’l')).length]).toEqual([year, 2])
  }
})

test.each(['GB-XX', 'XX', 'gb-eng', 'GB-ENG-LON', 'toString', 'PH-', ''])(
  'the calendar %s is refused, with what there is',
  (calendar) => {
    expect(() => placeOf(calendar)).toThrow(RangeError)
  },
)
test('whose part is unknown is told the parts; whose country is unknown, how a country is written', () => {
  expect(() => placeOf('GB-XX')).toThrow(/GB, GB-ALD, GB-ENG, GB-NIR, GB-SCT, GB-WLS/)
  expect(() => placeOf('XX')).toThrow(/ISO 3166-1.*PH, GB-ENG/)
  expect(() => placeOf('PH-QQQ')).toThrow(/PH/)
})
