import type { Holiday } from './holiday.ts'

export type UkPart = 'ENG' | 'WLS' | 'SCT' | 'NIR'

/** The last year for which gov.uk/bank-holidays listed dates when this file was written. */
const published = 2027
const act = 'Banking and Financial Dealings Act 1971, Schedule 1'
const proclaimed = 'royal proclamation under s. 1(3) of the Banking and Financial Dealings Act 1971'
const common = 'common law'

/** The sources of days that do not come from the Act, by the names that the library gives the days. */
const sources: Readonly<Record<UkPart, Readonly<Record<string, string>>>> = {
  ENG: {
    "New Year's Day": proclaimed,
    'Early May bank holiday': proclaimed,
    'Good Friday': common,
    'Christmas Day': common,
  },
  WLS: {
    "New Year's Day": proclaimed,
    'Early May bank holiday': proclaimed,
    'Good Friday': common,
    'Christmas Day': common,
  },
  NIR: {
    "New Year's Day": proclaimed,
    'Early May bank holiday': proclaimed,
    'Good Friday': common,
    'Christmas Day': common,
    'Battle of the Boyne':
      'proclamation of the Secretary of State under s. 1(5) of the Banking and Financial Dealings Act 1971',
  },
  SCT: {
    'Spring bank holiday': proclaimed,
    'Boxing Day': proclaimed,
    'St Andrew’s Day': 'St Andrew’s Day Bank Holiday (Scotland) Act 2007',
  },
}

/** The days that were proclaimed for a single year. */
const once: readonly (Holiday & { parts: readonly UkPart[] })[] = [
  {
    parts: ['SCT'],
    onDate: '2026-06-15',
    name: 'World Cup bank holiday',
    source: 'announced by the First Minister; the proclamation is not verified',
  },
]

/**
 * Returns the bank holidays of one part of the United Kingdom with their days in lieu, as the library computes them,
 * each with its source.
 */
export const ukHolidays = (
  part: UkPart,
  year: number,
  computed: readonly Pick<Holiday, 'onDate' | 'name'>[],
): Holiday[] => [
  ...computed.map(({ onDate, name }) => {
    const law =
      Object.entries(sources[part]).find(([known]) =>
        name.replaceAll("'", '’').startsWith(known.replaceAll("'", '’')),
      )?.[1] ?? act
    return {
      onDate,
      name,
      source:
        year <= published ? `gov.uk/bank-holidays; ${law}` : `${law}; computed, the published list is not verified`,
    }
  }),
  ...once
    .filter(({ parts, onDate }) => parts.includes(part) && onDate.startsWith(String(year)))
    .map(({ parts: _, ...day }) => day),
]
