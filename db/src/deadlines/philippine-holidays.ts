import type { Holiday } from './holiday.ts'

/** The laws that name public holidays: regular holidays and special (non-working) days. */
const regular = 'Administrative Code, Book I, s. 26, as amended by RA 9492 (regular holiday)'
const special = {
  aquino: 'RA 9256 and RA 9492 (special non-working day)',
  year: 'RA 9492 (special non-working day)',
  conception: 'RA 10966 (special non-working day)',
}
const eid = { fitr: 'RA 9177', adha: 'RA 9849' }
const of368 = 'Proclamation No. 368, s. 2023'
const of727 = 'Proclamation No. 727, s. 2024'
const of1006 = 'Proclamation No. 1006, s. 2025'
const unproclaimed = 'expected; the proclamation of this year is not verified'

/** The days that the President proclaimed for these years, each with its source. */
const proclaimed: Readonly<Record<number, readonly (readonly [day: string, name: string, source: string])[]>> = {
  2024: [
    ['01-01', 'New Year’s Day', `${of368}; ${regular}`],
    ['02-10', 'Chinese New Year', `${of368} (special non-working day)`],
    ['03-28', 'Maundy Thursday', `${of368}; ${regular}`],
    ['03-29', 'Good Friday', `${of368}; ${regular}`],
    ['03-30', 'Black Saturday', `${of368} (special non-working day)`],
    ['04-09', 'Araw ng Kagitingan', `${of368}; ${regular}`],
    ['04-10', 'Eid’l Fitr', `Proclamation No. 514, s. 2024; ${eid.fitr}`],
    ['05-01', 'Labor Day', `${of368}; ${regular}`],
    ['06-12', 'Independence Day', `${of368}; ${regular}`],
    ['06-17', 'Eid’l Adha', `Proclamation No. 579, s. 2024; ${eid.adha}`],
    ['08-23', 'Ninoy Aquino Day (in place of 21 August)', 'Proclamation No. 665, s. 2024; RA 9256'],
    ['08-26', 'National Heroes Day', `${of368}; ${regular}`],
    ['11-01', 'All Saints’ Day', `${of368}; ${special.year}`],
    ['11-02', 'All Souls’ Day', `${of368} (special non-working day)`],
    ['11-30', 'Bonifacio Day', `${of368}; ${regular}`],
    ['12-08', 'Feast of the Immaculate Conception', `${of368}; ${special.conception}`],
    ['12-24', 'Christmas Eve', `${of368} (special non-working day)`],
    ['12-25', 'Christmas Day', `${of368}; ${regular}`],
    ['12-30', 'Rizal Day', `${of368}; ${regular}`],
    ['12-31', 'Last Day of the Year', `${of368}; ${special.year}`],
  ],
  2025: [
    ['01-01', 'New Year’s Day', `${of727}; ${regular}`],
    ['01-29', 'Chinese New Year', `${of727} (special non-working day)`],
    ['04-01', 'Eid’l Fitr', `Proclamation No. 839, s. 2025; ${eid.fitr}`],
    ['04-09', 'Araw ng Kagitingan', `${of727}; ${regular}`],
    ['04-17', 'Maundy Thursday', `${of727}; ${regular}`],
    ['04-18', 'Good Friday', `${of727}; ${regular}`],
    ['04-19', 'Black Saturday', `${of727} (special non-working day)`],
    ['05-01', 'Labor Day', `${of727}; ${regular}`],
    ['05-12', 'National and local elections', 'Proclamation No. 878, s. 2025 (special non-working day)'],
    ['06-06', 'Eid’l Adha', `Proclamation No. 911, s. 2025; ${eid.adha}`],
    ['06-12', 'Independence Day', `${of727}; ${regular}`],
    ['08-21', 'Ninoy Aquino Day', `${of727}; ${special.aquino}`],
    ['08-25', 'National Heroes Day', `${of727}; ${regular}`],
    ['10-31', 'All Saints’ Day Eve', `${of727} (special non-working day)`],
    ['11-01', 'All Saints’ Day', `${of727}; ${special.year}`],
    ['11-30', 'Bonifacio Day', `${of727}; ${regular}`],
    ['12-08', 'Feast of the Immaculate Conception', `${of727}; ${special.conception}`],
    ['12-24', 'Christmas Eve', `${of727} (special non-working day)`],
    ['12-25', 'Christmas Day', `${of727}; ${regular}`],
    ['12-30', 'Rizal Day', `${of727}; ${regular}`],
    ['12-31', 'Last Day of the Year', `${of727}; ${special.year}`],
  ],
  2026: [
    ['01-01', 'New Year’s Day', `${of1006}; ${regular}`],
    ['02-17', 'Chinese New Year', `${of1006} (special non-working day)`],
    ['03-20', 'Eid’l Fitr', `${eid.fitr}: ${unproclaimed}`],
    ['04-02', 'Maundy Thursday', `${of1006}; ${regular}`],
    ['04-03', 'Good Friday', `${of1006}; ${regular}`],
    ['04-04', 'Black Saturday', `${of1006} (special non-working day)`],
    ['04-09', 'Araw ng Kagitingan', `${of1006}; ${regular}`],
    ['05-01', 'Labor Day', `${of1006}; ${regular}`],
    ['05-27', 'Eid’l Adha', `${eid.adha}: ${unproclaimed}`],
    ['06-12', 'Independence Day', `${of1006}; ${regular}`],
    ['08-21', 'Ninoy Aquino Day', `${of1006}; ${special.aquino}`],
    ['08-31', 'National Heroes Day', `${of1006}; ${regular}`],
    ['11-01', 'All Saints’ Day', `${of1006}; ${special.year}`],
    ['11-02', 'All Souls’ Day', `${of1006} (special non-working day)`],
    ['11-30', 'Bonifacio Day', `${of1006}; ${regular}`],
    ['12-08', 'Feast of the Immaculate Conception', `${of1006}; ${special.conception}`],
    ['12-24', 'Christmas Eve', `${of1006} (special non-working day)`],
    ['12-25', 'Christmas Day', `${of1006}; ${regular}`],
    ['12-30', 'Rizal Day', `${of1006}; ${regular}`],
    ['12-31', 'Last Day of the Year', `${of1006}; ${special.year}`],
  ],
}

/**
 * The days fixed by law, and the days that every recent proclamation has included, by the names that the library gives
 * them.
 */
const standing: Readonly<Record<string, readonly [name: string, source: string]>> = {
  "New Year's Day": ['New Year’s Day', regular],
  'Maundy Thursday': ['Maundy Thursday', regular],
  'Good Friday': ['Good Friday', regular],
  'Day of Valor': ['Araw ng Kagitingan', regular],
  'Labour Day': ['Labor Day', regular],
  'Independence Day': ['Independence Day', regular],
  "National Heroes' Day": ['National Heroes Day', regular],
  'Bonifacio Day': ['Bonifacio Day', regular],
  'Christmas Day': ['Christmas Day', regular],
  'Rizal Day': ['Rizal Day', regular],
  'Ninoy Aquino Day': ['Ninoy Aquino Day', special.aquino],
  "All Saints' Day": ['All Saints’ Day', special.year],
  'Feast of the Immaculate Conception of the Blessed Virgin Mary': [
    'Feast of the Immaculate Conception',
    special.conception,
  ],
  "New Year's Eve": ['Last Day of the Year', special.year],
  'End of Ramadan (Eid al-Fitr)': ['Eid’l Fitr', `${eid.fitr}: ${unproclaimed}`],
  'Feast of the Sacrifice (Eid al-Adha)': ['Eid’l Adha', `${eid.adha}: ${unproclaimed}`],
  'Chinese New Year': ['Chinese New Year', unproclaimed],
  'Easter Saturday': ['Black Saturday', unproclaimed],
  "All Souls' Day": ['All Souls’ Day', unproclaimed],
  'Christmas Eve': ['Christmas Eve', unproclaimed],
}

/**
 * Returns the public holidays of a year in the Philippines. `computed` are the days that the library knows for that
 * year. If this file has no proclamation for the year, the usually proclaimed days are marked as not verified; the days
 * fixed by law are certain.
 */
export const philippineHolidays = (year: number, computed: readonly Pick<Holiday, 'onDate' | 'name'>[]): Holiday[] =>
  proclaimed[year]?.map(([day, name, source]) => ({ onDate: `${year}-${day}`, name, source })) ??
  computed.flatMap(({ onDate, name }) => {
    const known = standing[name]
    return known ? [{ onDate, name: known[0], source: known[1] }] : []
  })
