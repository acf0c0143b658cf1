import { endingReasons } from '../cases/reasons.ts'
import { stagesOf } from '../cases/tracks.ts'
import { ageBands } from '../codes/age-bands.ts'
import { exploitationForms } from '../codes/exploitation-forms.ts'
import { regions } from '../codes/regions.ts'
import { services } from '../codes/services.ts'

/**
 * How publications protect persons (decision 0053). `threshold`: no smaller count is shown. `base`: every number is
 * rounded to the nearest multiple, so that it reveals the count only within `reach`. Each number is rounded separately,
 * so that sums of rounded numbers need not agree.
 */
export const method = { name: 'joint-suppression-1', threshold: 11, base: 5, reach: 2 } as const

/**
 * The groups of persons in every table, as UNODC asks for: by sex, and child or adult. `others` have another gender or
 * no recorded gender. A person of uncertain age is counted as a child.
 */
export const populationGroups = ['girls', 'boys', 'women', 'men', 'others'] as const
export type PopulationGroup = (typeof populationGroups)[number]

/** The columns of every table: all persons, and each group. */
export const columns = ['all', ...populationGroups] as const
export type Column = (typeof columns)[number]

/** The reasons for closing whose cases are not counted: the person was no victim, or the case was opened by mistake. */
export const notCounted = ['not-a-victim', 'opened-by-mistake'] as const
const outcomes = endingReasons.filter((reason) => !notCounted.some((one) => one === reason))

/**
 * All tables that are ever published. No reader can request a narrower table. `addsUp`: each person is counted in
 * exactly one row; otherwise a person may be in several rows, or in none.
 */
export const statisticsTables = {
  people: { rows: ['all'], addsUp: true },
  'age-band': { rows: ageBands, addsUp: true },
  nationality: { rows: ['own-country', ...regions, 'stateless', 'not-recorded'], addsUp: true },
  /**
   * Whether exploitation is known, and how: stated by the person, or suspected. `not-recorded` means that the question
   * was not asked.
   */
  exploitation: { rows: ['stated', 'suspected', 'no', 'declined', 'not-recorded'], addsUp: true },
  /** Counts only persons for whom exploitation is stated or suspected. */
  'exploitation-form': { rows: exploitationForms, addsUp: false },
  help: { rows: ['helped', 'not-helped'], addsUp: true },
  service: { rows: services, addsUp: false },
  protection: { rows: ['none', ...stagesOf.protection], addsUp: true },
  proceedings: { rows: ['none', ...stagesOf.justice], addsUp: true },
  'help-and-proceedings': {
    rows: [
      'helped-in-proceedings',
      'helped-not-in-proceedings',
      'not-helped-in-proceedings',
      'not-helped-not-in-proceedings',
    ],
    addsUp: true,
  },
  stay: { rows: ['none', ...stagesOf.immigration], addsUp: true },
  outcome: { rows: ['in-contact', 'looked-for', ...outcomes], addsUp: true },
} as const satisfies Record<string, { rows: readonly string[]; addsUp: boolean }>

export type StatisticsTableName = keyof typeof statisticsTables

export const statisticsTableNames = Object.keys(statisticsTables) as StatisticsTableName[]

const childBands: readonly string[] = ['0-8', '9-17']

/** Whether a cell is zero by definition, such as girls aged 30 or women aged 8. */
export const isImpossible = (table: StatisticsTableName, row: string, column: Column): boolean => {
  if (table !== 'age-band' || row === 'unknown') return false
  const child = childBands.includes(row)
  return child ? column === 'women' || column === 'men' : column === 'girls' || column === 'boys'
}

/**
 * The tables whose numbers never fall, because a person once counted stays counted. A reader can therefore infer limits
 * of a suppressed number from other weeks.
 */
const lastingTables: readonly string[] = ['people', 'age-band', 'nationality', 'service']

export const isLasting = (table: StatisticsTableName, row: string): boolean =>
  lastingTables.includes(table) || (table === 'help' && row === 'helped')
