import type { AgeBand } from '@palermo/shared/codes/age-bands.ts'
import type { Need } from '@palermo/shared/codes/needs.ts'
import { hopesOf } from '@palermo/shared/codes/wished-outcomes.ts'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Life } from './acts.ts'
import { childWishes, meetingPoints, nameOf, stories } from './words.ts'

/** A presumed victim as described in forms, the same in every referral of one case. */
export interface Presumed {
  name: string
  band: AgeBand
  gender: 'feminine' | 'masculine'
  birthYear: number | 'not-asked-now'
  nationality: string
  language: string
}

const origins = [
  ['PH', 'tl'],
  ['PH', 'ceb'],
  ['PH', 'ilo'],
  ['VN', 'vi'],
  ['ID', 'id'],
  ['MM', 'my'],
  ['NP', 'ne'],
  ['BD', 'bn'],
  ['CN', 'zh'],
  ['KE', 'sw'],
  ['TH', 'th'],
  ['LK', 'si'],
] as const

const ages: Record<AgeBand, readonly [number, number] | null> = {
  '0-8': [5, 8],
  '9-17': [11, 16],
  // Only the age of twenty, because a year of birth does not show whether a person of about eighteen is an adult, and
  // the form would ask for that.
  '18-20': [20, 20],
  '21-29': [22, 29],
  '30-47': [31, 46],
  '48-plus': [49, 60],
  unknown: null,
}

export const somebody = ({ thread, chance, pace, facts }: Life, at: number): Presumed => {
  const [nationality, language] = chance.pick(origins)
  const band = facts.child
    ? chance.weigh<AgeBand>([
        ['9-17', 6],
        ['unknown', 2],
        ['0-8', 1],
      ])
    : chance.weigh<AgeBand>([
        ['21-29', 9],
        ['30-47', 6],
        ['18-20', 3],
        ['48-plus', 1],
      ])
  const age = ages[band]
  const year = Number(pace.dateAt(at).slice(0, 4))
  return {
    name: nameOf(thread),
    band,
    gender: chance.weigh([
      ['feminine', 7],
      ['masculine', 4],
    ]),
    birthYear: age === null || chance.hit(0.3) ? 'not-asked-now' : year - chance.int(age[0], age[1]),
    nationality,
    language,
  }
}

/** Returns plausible answers to the short form. A referral for a service does not repeat the account of events. */
export const filledIn = (life: Life, person: Presumed, needs: readonly Need[], kind: 'lead' | 'service'): Answers => {
  const { chance, facts } = life
  const foreign = person.nationality !== 'PH'
  const first = kind === 'lead'
  return {
    'safe-now': facts.urgency === 'tonight' ? chance.pick(['no', 'not-sure']) : 'yes',
    companions: chance.pick(['alone', 'alone', 'apart-now']),
    language: person.language,
    interpreter: foreign ? 'yes' : 'no',
    'age-band': person.band,
    ...(facts.child ? childPart(life, person) : adultPart(needs)),
    urgency: facts.urgency,
    needs: [...needs],
    'known-as': person.name,
    gender: person.gender,
    'birth-year': person.birthYear,
    nationality: person.nationality,
    'contact-ways': ['in-person'],
    'risk-flags': first ? [chance.pick(['none-known', 'exploiter-nearby', 'debt-collector-looking'])] : 'not-asked-now',
    'what-happened': first && chance.hit(0.85) ? chance.pick(stories) : 'not-asked-now',
    kind,
    'wished-outcomes': hopesOf(needs, kind),
    'meeting-point': first && facts.urgency !== 'routine' ? chance.pick(meetingPoints) : '',
  }
}

const childPart = ({ chance }: Life, { band }: Presumed): Answers => ({
  'under-18': band === 'unknown' ? 'not-sure' : 'yes',
  'child-with': chance.pick(['nobody', 'relative', 'other-children']),
  'child-told': 'told',
  'child-wishes': chance.hit(0.5) ? chance.pick(childWishes) : 'not-asked-now',
})

const adultPart = (needs: readonly Need[]): Answers => ({
  'under-18': 'no',
  'wants-referral': 'yes',
  'agrees-to': agreedTo(needs),
})

const agreedTo = (needs: readonly Need[]): string[] => {
  const presets: [Need, string][] = [
    ['bed', 'bed-tonight'],
    ['doctor', 'see-a-doctor'],
    ['legal-advice', 'talk-to-a-lawyer'],
  ]
  return presets.filter(([need]) => needs.includes(need)).map(([, preset]) => preset)
}
