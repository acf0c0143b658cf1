/**
 * The definitions of the work numbers. Work numbers are live and exact and use no attribute of a person but urgency
 * (decision 0054); statistics on persons are separate, weekly and suppressed. The period selects referrals by the day
 * on which they were begun, in the task force's time zone. Later steps of these referrals count regardless of their
 * time, so that numbers of one period can be divided by each other.
 */

/** The steps whose time is measured. Each step is limited by a deadline except the last, the person's whole wait. */
export const workSteps = ['acknowledge', 'accept', 'first-service', 'sent-to-service'] as const
export type WorkStep = (typeof workSteps)[number]

/** The deadline of each step, by its key in the profile. */
export const clockOf = {
  acknowledge: 'referral.acknowledge',
  accept: 'referral.answer',
  'first-service': 'referral.first-contact',
  'sent-to-service': null,
} as const satisfies Record<WorkStep, string | null>

/** The age of open work, in whole days of 24 hours since the work was sent. It is never the age of a person. */
export const workAges = ['0-1', '2-3', '4-7', '8-14', '15-30', 'over-30'] as const
export type WorkAge = (typeof workAges)[number]

const lastDay: readonly (readonly [WorkAge, number])[] = [
  ['0-1', 1],
  ['2-3', 3],
  ['4-7', 7],
  ['8-14', 14],
  ['15-30', 30],
]
export const workAgeOf = (days: number): WorkAge => lastDay.find(([, last]) => days <= last)?.[0] ?? 'over-30'

/** The statuses of a referral that was sent and has not ended. */
export const openStatuses = ['sent', 'received', 'queried', 'accepted', 'in-service', 'returned'] as const

/** The restrictions that select one cell of a number's panel. */
export const drills = [
  'sender',
  'receiver',
  'reason',
  'step',
  'owes',
  'status',
  'age',
  'lead',
  'person',
  'week',
] as const
export type Drill = (typeof drills)[number]

export type Panel = 'funnel' | 'times' | 'acceptance' | 'late' | 'open' | 'caseload' | 'trend' | 'change'

export interface Definition {
  panel: Panel
  unit: 'referrals' | 'clocks' | 'cases' | 'adults' | 'hours' | 'share'
  /**
   * Which referrals count: those begun in the period, those open now, those of one of the last twelve weeks, or those
   * since a date.
   */
  counted: 'period' | 'now' | 'week' | 'since'
  /** The formula over the names of other measures and times; null for a plain count. */
  formula: string | null
  /** The number whose list of records is opened; null for a count without a list of records. */
  opens: string | null
  drills: readonly Drill[]
  /** The restrictions without which the list of this number cannot be opened. */
  needs: readonly Drill[]
}

type Rest = Partial<Pick<Definition, 'formula' | 'drills' | 'needs'>>
const define = <const T extends Record<string, Rest>>(
  common: Pick<Definition, 'panel' | 'unit' | 'counted'>,
  table: T,
): Record<keyof T & string, Definition> =>
  // Cast: `Object.fromEntries` loses the names of the keys, which are the keys of the table.
  Object.fromEntries(
    Object.entries(table).map(([name, rest]) => [
      name,
      { formula: null, drills: [], needs: [], ...common, opens: name, ...rest },
    ]),
  ) as never

const ends = ['sender', 'receiver'] as const

/** The numbers whose list shows the case references that were counted. */
export const workNumbers = {
  ...define(
    { panel: 'funnel', unit: 'referrals', counted: 'period' },
    {
      begun: { formula: 'draft + discarded + sent', drills: ['sender'] },
      draft: { drills: ['sender'] },
      discarded: { drills: ['sender'] },
      sent: { drills: ends },
      accepted: { drills: ends },
      started: { drills: ends },
      completed: { drills: ends },
      declined: { formula: 'refused + gaps', drills: [...ends, 'reason'] },
      withdrawn: { drills: ends },
      returned: { drills: ends },
    },
  ),
  ...define(
    { panel: 'acceptance', unit: 'referrals', counted: 'period' },
    { refused: { drills: [...ends, 'reason'] }, gaps: { drills: [...ends, 'reason'] } },
  ),
  ...define(
    { panel: 'times', unit: 'referrals', counted: 'period' },
    {
      taken: { drills: [...ends, 'step'], needs: ['step'] },
      missed: { drills: [...ends, 'step'], needs: ['step'] },
    },
  ),
  ...define({ panel: 'late', unit: 'clocks', counted: 'now' }, { late: { drills: ['owes', 'step'] } }),
  ...define({ panel: 'open', unit: 'referrals', counted: 'now' }, { open: { drills: [...ends, 'status', 'age'] } }),
  ...define({ panel: 'caseload', unit: 'cases', counted: 'now' }, { cases: { drills: ['lead', 'person'] } }),
  ...define({ panel: 'caseload', unit: 'referrals', counted: 'now' }, { carried: { drills: [...ends, 'person'] } }),
  ...define(
    { panel: 'trend', unit: 'referrals', counted: 'week' },
    {
      'week-sent': { drills: ['week'], needs: ['week'] },
      'week-accepted': { drills: ['week'], needs: ['week'] },
      'week-completed': { drills: ['week'], needs: ['week'] },
    },
  ),
  ...define(
    { panel: 'change', unit: 'referrals', counted: 'since' },
    {
      'since-begun': {},
      'since-sent': {},
      'since-accepted': {},
      'since-started': {},
      'since-completed': {},
      'since-declined': {},
      'since-withdrawn': {},
      'since-returned': {},
    },
  ),
  ...define({ panel: 'change', unit: 'clocks', counted: 'since' }, { 'since-late': {} }),
}
export type WorkNumber = keyof typeof workNumbers
export const workNumberNames = Object.keys(workNumbers) as [WorkNumber, ...WorkNumber[]]

/** The measures without a list of their own. `opens` names the number whose list shows the measured records. */
export const workMeasures = {
  'not-referred': measure('funnel', 'adults', null, null),
  median: measure('times', 'hours', 'percentile 0.5 of hours(taken)', 'taken'),
  p90: measure('times', 'hours', 'percentile 0.9 of hours(taken)', 'taken'),
  limit: measure('times', 'hours', 'percentile 0.5 of hours(clock.due - clock.started)', 'taken'),
  'acceptance-rate': measure('acceptance', 'share', 'accepted / (accepted + refused + returned)', 'accepted'),
} as const satisfies Record<string, Definition>
export type WorkMeasure = keyof typeof workMeasures

function measure(panel: Panel, unit: Definition['unit'], formula: string | null, opens: WorkNumber | null): Definition {
  return { panel, unit, counted: 'period', formula, opens, drills: [], needs: [] }
}

/** Returns the catalogue key of the sentence that explains a number or measure. */
export const definitionKey = (name: WorkNumber | WorkMeasure): string => `dashboards.definition.${name}`

/**
 * Returns the share of accepted referrals among those that were answered or returned unanswered; null if there are
 * none. A decline because of a gap of the system is no refusal; such declines are shown beside the rate and not counted
 * in it.
 */
export const acceptanceRate = (n: { accepted: number; refused: number; returned: number }): number | null => {
  const answered = n.accepted + n.refused + n.returned
  return answered === 0 ? null : n.accepted / answered
}

/** Whether a cell is marked as late, which it is if more than one deadline in ten was missed. */
export const isLateCell = ({ taken, missed }: { taken: number; missed: number }): boolean =>
  missed > 0 && missed * 10 > taken

/**
 * The name that replaces the names of all steps of a case in figures and lists about several agencies. Some steps exist
 * only in cases of children, so that their names would reveal which cases those are.
 */
export const caseStep = 'case.step'
