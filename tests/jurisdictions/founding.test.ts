import { readFounding } from '@palermo/db/founding-settings.ts'
import { expect, test } from 'vitest'

test('a profile brings its zone and its holidays', () => {
  expect(readFounding({ PALERMO_PROFILE: 'uk' })).toMatchObject({
    profile: 'uk',
    zone: 'Europe/London',
    calendar: 'GB-ENG',
  })
  expect(readFounding({ PALERMO_PROFILE: 'ph' })).toMatchObject({ profile: 'ph', zone: 'Asia/Manila', calendar: 'PH' })
  expect(readFounding({})).toMatchObject({ profile: 'int', zone: 'UTC', calendar: 'PH' })
})

test('what is set stands over what the profile brings; empty is not set', () => {
  const env = { PALERMO_PROFILE: 'uk', PALERMO_CALENDAR: 'GB-SCT', PALERMO_ZONE: '', PALERMO_NAME: '' }
  expect(readFounding(env)).toMatchObject({ name: 'Task force', zone: 'Europe/London', calendar: 'GB-SCT' })
})

test.each([
  [{ PALERMO_CALENDAR: 'GB-XX' }, /PALERMO_CALENDAR.*"GB-XX".*GB-ENG, GB-NIR, GB-SCT, GB-WLS/],
  [{ PALERMO_CALENDAR: 'Manila' }, /PALERMO_CALENDAR.*PH, GB-ENG/],
  [{ PALERMO_PROFILE: 'xx' }, /PALERMO_PROFILE must be one of int, ph, uk, not "xx"/],
  [{ PALERMO_ZONE: 'Europe/Manila' }, /PALERMO_ZONE.*Europe\/Manila/],
  [{ PALERMO_ADMIN: 'admin' }, /PALERMO_ADMIN must be an e-mail address/],
])('a setting that names nothing is refused, with what it may name: %o', (env, words) => {
  expect(() => readFounding(env)).toThrow(words)
})
