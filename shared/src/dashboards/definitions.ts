/**
 * What each work number counts. Work numbers are live and whole and know nothing of a person but urgency;
 * statistics on people are another thing, weekly and suppressed. No attribute of a person narrows them (decision 0060).
 *
 * One rule for the period: it chooses referrals by the day on which they were begun, in the task force's own zone; each
 * later step of them counts whenever it was taken. So the numbers of one period can be divided by each other.
 */

/** Steps whose time is measured, each by the clock that limits it; the last is her whole wait, which no clock limits. */
export const workSteps = ['acknowledge', 'accept', 'first-service', 'sent-to-service'] as const
export type WorkStep = (typeof workSteps)[number]

/** The clock of each step, by its key in the profile. */
export const clockOf = {
  acknowledge: 'referral.acknowledge',
  accept: 'referral.answer',
  'first-service': 'referral.first-contact',
  'sent-to-service': null,
} as const satisfies Record<WorkStep, string | null>

/** Age of open work in whole days of 24 hours since it was sent. Not the age of anybody. */
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

/** Sent, and not yet at an end. */
export const openStatuses = ['sent', 'received', 'queried', 'accepted', 'in-service', 'returned'] as const

/** Narrows a number to one cell of its panel. */
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
  /** Which moment counts: begun in the period, as it stands now, within one of the last twelve weeks, since a date. */
  counted: 'period' | 'now' | 'week' | 'since'
  /** Over the names of other measures and of instants; null where it is a plain count. */
  formula: string | null
  /** The number whose list stands behind it; null for a count of which no record exists. */
  opens: string | null
  drills: readonly Drill[]
  /** Drills without which its list means nothing. */
  needs: readonly Drill[]
}

type Rest = Partial<Pick<Definition, 'formula' | 'drills' | 'needs'>>
const define = <const T extends Record<string, Rest>>(
  common: Pick<Definition, 'panel' | 'unit' | 'counted'>,
  table: T,
): Record<keyof T & string, Definition> =>
  // Cast: `Object.fromEntries` gives no names of keys; they are those of the table.
  Object.fromEntries(
    Object.entries(table).map(([name, rest]) => [
      name,
      { formula: null, drills: [], needs: [], ...common, opens: name, ...rest },
    ]),
  ) as never

const ends = ['sender', 'receiver'] as const

/** Numbers with a list of the case codes that they count. */
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

/** Measures that are no list by themselves; `opens` names the list of what they were measured on. */
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

/** The catalogue's key of the sentence that says what a number or measure counts. */
export const definitionKey = (name: WorkNumber | WorkMeasure): string => `dashboards.definition.${name}`

/** A gap of the system is no refusal: it stands beside the rate, not in it. Null where nothing has been answered. */
export const acceptanceRate = (n: { accepted: number; refused: number; returned: number }): number | null => {
  const answered = n.accepted + n.refused + n.returned
  return answered === 0 ? null : n.accepted / answered
}

/** A cell is marked as late where more than one clock in ten was missed. */
export const isLateCell = ({ taken, missed }: { taken: number; missed: number }): boolean =>
  missed > 0 && missed * 10 > taken

/** Replaces all steps of the child-protection procedure in lists for readers who see no cases. */
export const safeguardingStep = 'case.safeguarding'
