import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'

interface Distance {
  value: number
  unit: string
}
let distanceTo: (at: number, now: number, zone: string | undefined) => Distance

beforeAll(async () => {
  distanceTo = (await import(new URL('../../web/src/ui/distance.ts', import.meta.url).href)).distanceTo
})

const zones = ['Asia/Manila', 'Europe/London', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu'] as const
const hour = 3_600_000
const moment = fc.integer({ min: Date.parse('2024-01-01T00:00:00Z'), max: Date.parse('2030-12-31T00:00:00Z') })
const dayIn = (zone: string, at: number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)

test('every time of one day is as many days away', () => {
  const hours = fc.integer({ min: -24 * 50, max: 24 * 50 })
  fc.assert(
    fc.property(
      moment,
      hours,
      fc.integer({ min: 0, max: 24 * 60 }),
      fc.constantFrom(...zones),
      (now, far, gap, zone) => {
        const one = now + far * hour
        const other = one + gap * 60_000
        fc.pre(dayIn(zone, one) === dayIn(zone, other))
        const [a, b] = [distanceTo(one, now, zone), distanceTo(other, now, zone)]
        fc.pre(a.unit === 'day' && b.unit === 'day')
        expect(a).toEqual(b)
      },
    ),
  )
})

test('a later time is never said to be nearer, and what is past is never said to come', () => {
  const size = { minute: 1, hour: 60, day: 24 * 60, month: 30 * 24 * 60 }
  const inMinutes = ({ value, unit }: Distance) => value * size[unit as keyof typeof size]
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 24 * 400 }), fc.constantFrom(...zones), (now, far, zone) => {
      expect(inMinutes(distanceTo(now + far * hour, now, zone))).toBeGreaterThanOrEqual(0)
      expect(inMinutes(distanceTo(now - far * hour, now, zone))).toBeLessThanOrEqual(0)
    }),
  )
})

test.each([
  ['2026-12-04T00:30:00Z', { value: 3, unit: 'day' }],
  ['2026-12-04T15:30:00Z', { value: 3, unit: 'day' }],
  ['2026-12-01T05:00:00Z', { value: 2, unit: 'hour' }],
  ['2026-12-01T03:20:00Z', { value: 20, unit: 'minute' }],
])('on Tuesday at 11:00 in Manila, %s is that far away', (at, far) => {
  expect(distanceTo(Date.parse(at), Date.parse('2026-12-01T03:00:00Z'), 'Asia/Manila')).toEqual(far)
})
