import { readFileSync } from 'node:fs'
import { ageBandOf, childAgeBands, youngestAge } from '@palermo/shared/codes/age-bands.ts'
import { Country, countries, Nationality } from '@palermo/shared/codes/countries.ts'
import { declineReasons, isSystemGap } from '@palermo/shared/codes/decline-reasons.ts'
import { commonLanguages, Language, languages, unlistedLanguages } from '@palermo/shared/codes/languages.ts'
import { codeLabelKey, codeListNames, codeLists } from '@palermo/shared/codes/lists.ts'
import { needs, servicesFor } from '@palermo/shared/codes/needs.ts'
import { isUrgent, urgencies } from '@palermo/shared/codes/urgency.ts'
import { withdrawalGroup, withdrawalReasons } from '@palermo/shared/codes/withdrawal-reasons.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const labels: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../shared/src/codes/labels.en.json', import.meta.url), 'utf8'),
)

const namedByTheReadersLocale = new Set([...countries, ...languages.filter((code) => !isUnlisted(code))])

function isUnlisted(code: string) {
  return unlistedLanguages.some((one) => one === code)
}

describe('code lists', () => {
  test.each(codeListNames)('%s has each code once, and a word on screen for it', (list) => {
    expect(new Set(codeLists[list]).size).toBe(codeLists[list].length)
    const ours = codeLists[list].filter((code) => !namedByTheReadersLocale.has(code))
    expect(ours.filter((code) => !labels[codeLabelKey(list, code)])).toEqual([])
  })

  test('the catalogue has no word for a code that is gone', () => {
    const keys = new Set(codeListNames.flatMap((list) => codeLists[list].map((code) => codeLabelKey(list, code))))
    expect(Object.keys(labels).filter((key) => !keys.has(key))).toEqual([])
  })

  test('every country and language is named by the reader’s locale', () => {
    const country = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
    const language = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
    expect(countries.filter((code) => !country.of(code))).toEqual([])
    expect(languages.filter((code) => !isUnlisted(code) && !language.of(code))).toEqual([])
    expect(commonLanguages.filter((code) => !languages.includes(code))).toEqual([])
  })

  test('there are 249 assigned countries and Kosovo', () => {
    expect(countries).toHaveLength(250)
    expect(Country.safeParse('PH').success).toBe(true)
    expect(Country.safeParse('ZZ').success).toBe(false)
  })

  test('a person may be stateless, but nobody lives in statelessness', () => {
    expect(Nationality.safeParse('stateless').success).toBe(true)
    expect(Country.safeParse('stateless').success).toBe(false)
  })

  test('a language nobody recognised is an answer, a made-up code is not', () => {
    expect(Language.safeParse('und').success).toBe(true)
    expect(Language.safeParse('xx').success).toBe(false)
  })

  test('no need asks for the police', () => {
    expect(needs.filter((need) => /police|authorit|statement|proceeding|cooperat/.test(need))).toEqual([])
    expect(needs).toContain('legal-advice')
  })

  test('a child who needs a bed is looked for among places for children, with a guardian', () => {
    expect(servicesFor(['bed', 'doctor', 'interpreter', 'help-to-communicate'], 'adult')).toEqual([
      'shelter-emergency',
      'medical',
      'interpretation',
    ])
    expect(servicesFor(['bed'], 'child')).toEqual(['shelter-child', 'foster-care', 'guardian-advocate'])
  })

  test('a full or unsafe place is a gap of the system, nothing else is', () => {
    expect(declineReasons.filter(isSystemGap)).toEqual(['no-capacity', 'unsafe-here'])
  })

  test('only the first two urgencies outlive silence', () => {
    expect(urgencies.filter(isUrgent)).toEqual(['tonight', 'within-24-hours'])
  })

  test('every withdrawal reason has its group, and only two say the referral was a mistake', () => {
    expect(withdrawalReasons.filter((reason) => withdrawalGroup(reason) === 'mistake')).toEqual([
      'not-eligible',
      'mistaken-or-duplicate',
    ])
    expect(withdrawalReasons.filter((reason) => withdrawalGroup(reason) === 'other')).toEqual(['other'])
  })
})

describe('age', () => {
  test('every age has one band, and under 18 is always a child’s band', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120 }), (years) => {
        expect(childAgeBands.some((band) => band === ageBandOf(years))).toBe(years < 18)
      }),
    )
  })

  test('a year of birth gives the youngest age it allows', () => {
    expect(youngestAge(2008, '2026-06-01')).toBe(17)
    expect(youngestAge(2008, '2026-12-31')).toBe(18)
    expect(youngestAge(2007, '2026-01-01')).toBe(18)
    expect(youngestAge(2026, '2026-01-01')).toBe(0)
  })
})
