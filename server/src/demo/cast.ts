import type { StaffFunction } from '@palermo/shared/actor.ts'
import type { NewAgency } from '@palermo/shared/agencies/contract.ts'

/**
 * The task force of the demo. The country, its agencies and the people are invented; people are named by their role.
 */
export const taskForce = {
  name: 'Seven Rivers Task Force',
  profile: 'int',
  zone: 'Asia/Manila',
  calendar: 'PH',
} as const

export const agencyKeys = [
  'secretariat',
  'police',
  'justice',
  'immigration',
  'welfare',
  'health',
  'labour',
  'foreign-affairs',
  'local-government',
  'ngo',
  'workers-aid',
  'shelter',
  'child-shelter',
  'helpline',
] as const
export type AgencyKey = (typeof agencyKeys)[number]

type Entry = Omit<NewAgency, 'zone' | 'aliases'>

const everybody = { sexes: [], ages: [] }
const weekdays = (opens: string, closes: string) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens, closes }))
const office = { hours: weekdays('08:00', '17:00'), alwaysOpen: false }
const always = { hours: [], alwaysOpen: true }
const open = { protected: false, placementDesk: false, takesReferrals: true, eligibility: everybody }

/**
 * Returns a telephone number that Ofcom reserves for fiction (+44 20 7946 0xxx), because no such range is known for the
 * country whose calendar the demo uses.
 */
const invented = (last: number) => `+44 20 7946 ${String(last).padStart(4, '0')}`

export const agencies: Record<AgencyKey, Entry> = {
  secretariat: {
    ...open,
    ...office,
    name: 'Secretariat of the Task Force',
    sector: 'secretariat',
    region: 'Middle Hills',
    services: [],
    languages: ['en', 'tl'],
    dutyPhone: invented(10),
    takesReferrals: false,
  },
  police: {
    ...open,
    ...always,
    name: 'Seven Rivers Police, Protection Unit',
    sector: 'police',
    region: 'Middle Hills',
    services: ['escort-transport', 'safety-planning'],
    languages: ['en', 'tl', 'ceb', 'vi'],
    dutyPhone: invented(20),
  },
  justice: {
    ...open,
    ...office,
    name: 'Seven Rivers Prosecution, Victims Team',
    sector: 'justice',
    region: 'Middle Hills',
    services: ['safety-planning'],
    languages: ['en', 'tl'],
    dutyPhone: invented(30),
  },
  immigration: {
    ...open,
    ...always,
    name: 'Seven Rivers Arrivals Desk',
    sector: 'immigration',
    region: 'South Bay',
    services: ['documentation'],
    languages: ['en', 'tl', 'zh', 'id'],
    dutyPhone: invented(40),
  },
  welfare: {
    ...open,
    ...office,
    name: 'Seven Rivers Welfare Office',
    sector: 'welfare',
    region: 'Middle Hills',
    placementDesk: true,
    services: ['case-management', 'foster-care', 'guardian-advocate', 'financial-aid', 'family-tracing', 'shelter-men'],
    languages: ['en', 'tl', 'ceb', 'ilo'],
    dutyPhone: invented(50),
  },
  health: {
    ...open,
    hours: [...weekdays('07:00', '20:00'), { weekday: 6, opens: '08:00', closes: '12:00' }],
    alwaysOpen: false,
    name: 'Three Bridges Clinic',
    sector: 'health',
    region: 'Middle Hills',
    services: ['medical', 'psychosocial', 'psychiatric'],
    languages: ['en', 'tl', 'ceb'],
    dutyPhone: invented(60),
  },
  labour: {
    ...open,
    ...office,
    name: 'Seven Rivers Labour Inspection',
    sector: 'labour',
    region: 'North Coast',
    services: ['documentation', 'job-placement'],
    languages: ['en', 'tl'],
    dutyPhone: invented(70),
  },
  'foreign-affairs': {
    ...open,
    ...office,
    name: 'Desk for Nationals Abroad',
    sector: 'foreign-affairs',
    region: 'Middle Hills',
    services: ['documentation', 'voluntary-return'],
    languages: ['en', 'tl', 'ar'],
    dutyPhone: invented(80),
  },
  'local-government': {
    ...open,
    ...office,
    name: 'North Coast Family Office',
    sector: 'local-government',
    region: 'North Coast',
    services: ['basic-goods', 'childcare', 'education', 'reintegration', 'guardian-advocate'],
    languages: ['en', 'tl', 'ilo', 'pag'],
    dutyPhone: invented(90),
  },
  ngo: {
    ...open,
    ...always,
    name: 'Blue Kite Support',
    sector: 'ngo',
    region: 'Middle Hills',
    services: ['case-management', 'psychosocial', 'legal-aid', 'interpretation', 'basic-goods', 'safety-planning'],
    languages: ['en', 'tl', 'ceb', 'vi', 'id', 'ne'],
    dutyPhone: invented(100),
  },
  'workers-aid': {
    ...open,
    ...office,
    name: 'Even Tide Workers Aid',
    sector: 'ngo',
    region: 'South Bay',
    services: ['case-management', 'legal-aid', 'interpretation', 'vocational', 'job-placement'],
    languages: ['en', 'tl', 'id', 'my', 'bn'],
    dutyPhone: invented(110),
  },
  shelter: {
    ...open,
    ...always,
    name: 'Ninth Garden',
    sector: 'ngo',
    region: 'North Coast',
    protected: true,
    services: ['shelter-emergency', 'shelter-medium-term', 'psychosocial'],
    eligibility: { sexes: ['female'], ages: ['adult'] },
    languages: ['en', 'tl', 'vi'],
    dutyPhone: null,
  },
  'child-shelter': {
    ...open,
    ...always,
    name: 'Paper Boat',
    sector: 'ngo',
    region: 'South Bay',
    protected: true,
    services: ['shelter-child', 'education', 'psychosocial'],
    eligibility: { sexes: [], ages: ['child'] },
    languages: ['en', 'tl', 'ceb'],
    dutyPhone: null,
  },
  helpline: {
    ...open,
    ...always,
    name: 'Quiet Hour Helpline',
    sector: 'ngo',
    region: 'Middle Hills',
    placementDesk: true,
    services: ['shelter-emergency', 'interpretation', 'escort-transport', 'basic-goods'],
    languages: ['en', 'tl', 'ceb', 'ar', 'vi', 'id'],
    dutyPhone: invented(140),
  },
}

/** The on-call telephone numbers of agencies, one for each of two shifts. */
export const onCallPhones: Partial<Record<AgencyKey, readonly [string, string]>> = {
  police: [invented(21), invented(22)],
  immigration: [invented(41), invented(42)],
  welfare: [invented(51), invented(52)],
  health: [invented(61), invented(62)],
  ngo: [invented(101), invented(102)],
  shelter: [invented(121), invented(122)],
  'child-shelter': [invented(131), invented(132)],
  helpline: [invented(141), invented(142)],
}

/**
 * The people of the demo by their e-mail addresses without `.demo`. The second person with the same role in an agency
 * is `two`, and further agencies of a sector are numbered.
 */
const people = {
  'lead@taskforce': ['secretariat', 'lead', 'Task Force Lead'],
  'admin@taskforce': ['secretariat', 'administrator', 'Administrator One'],
  'auditor@taskforce': ['secretariat', 'auditor', 'Auditor One'],
  'officer@police': ['police', 'officer', 'Police Officer One'],
  'officer.two@police': ['police', 'officer', 'Police Officer Two'],
  'investigator@police': ['police', 'investigator', 'Investigator One'],
  'supervisor@police': ['police', 'supervisor', 'Police Supervisor'],
  'prosecutor@justice': ['justice', 'prosecutor', 'Prosecutor One'],
  'supervisor@justice': ['justice', 'supervisor', 'Prosecution Supervisor'],
  'officer@immigration': ['immigration', 'officer', 'Arrivals Officer One'],
  'officer.two@immigration': ['immigration', 'officer', 'Arrivals Officer Two'],
  'supervisor@immigration': ['immigration', 'supervisor', 'Arrivals Supervisor'],
  'caseworker@welfare': ['welfare', 'caseworker', 'Welfare Caseworker One'],
  'caseworker.two@welfare': ['welfare', 'caseworker', 'Welfare Caseworker Two'],
  'supervisor@welfare': ['welfare', 'supervisor', 'Welfare Supervisor'],
  'caseworker@health': ['health', 'caseworker', 'Clinic Caseworker One'],
  'counsellor@health': ['health', 'counsellor', 'Clinic Counsellor'],
  'supervisor@health': ['health', 'supervisor', 'Clinic Supervisor'],
  'officer@labour': ['labour', 'officer', 'Labour Officer One'],
  'supervisor@labour': ['labour', 'supervisor', 'Labour Supervisor'],
  'officer@foreign-affairs': ['foreign-affairs', 'officer', 'Consular Officer One'],
  'supervisor@foreign-affairs': ['foreign-affairs', 'supervisor', 'Consular Supervisor'],
  'caseworker@local-government': ['local-government', 'caseworker', 'Family Office Caseworker'],
  'supervisor@local-government': ['local-government', 'supervisor', 'Family Office Supervisor'],
  'caseworker@ngo': ['ngo', 'caseworker', 'Caseworker One'],
  'caseworker.two@ngo': ['ngo', 'caseworker', 'Caseworker Two'],
  'counsellor@ngo': ['ngo', 'counsellor', 'Counsellor One'],
  'lawyer@ngo': ['ngo', 'lawyer', 'Lawyer One'],
  'supervisor@ngo': ['ngo', 'supervisor', 'Supervisor One'],
  'head@ngo': ['ngo', 'head', 'Head of Agency One'],
  'caseworker2@ngo': ['workers-aid', 'caseworker', 'Workers Aid Caseworker'],
  'lawyer2@ngo': ['workers-aid', 'lawyer', 'Workers Aid Lawyer'],
  'supervisor2@ngo': ['workers-aid', 'supervisor', 'Workers Aid Supervisor'],
  'caseworker3@ngo': ['shelter', 'caseworker', 'Shelter Caseworker'],
  'supervisor3@ngo': ['shelter', 'supervisor', 'Shelter Supervisor'],
  'caseworker4@ngo': ['child-shelter', 'caseworker', 'Child Shelter Caseworker'],
  'supervisor4@ngo': ['child-shelter', 'supervisor', 'Child Shelter Supervisor'],
  'caseworker5@ngo': ['helpline', 'caseworker', 'Helpline Caseworker'],
  'supervisor5@ngo': ['helpline', 'supervisor', 'Helpline Supervisor'],
} as const satisfies Record<string, readonly [AgencyKey, StaffFunction, string]>

export type PersonKey = keyof typeof people

export const cast = (Object.keys(people) as PersonKey[]).map((key) => {
  const [agency, staffRole, name] = people[key]
  return { key, agency, function: staffRole, name, email: `${key}.demo` }
})

export const agencyOf = (person: PersonKey): AgencyKey => people[person][0]

/** The public password of all demo accounts. The demo listens only on the machine that runs it. */
export const demoPassword = 'palermo-demo'
