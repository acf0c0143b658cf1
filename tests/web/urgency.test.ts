import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../web/src/', import.meta.url)

/** Components that may show an urgency as received, because the database has already computed its present value. */
const computed = [
  'codes/UrgencyBadge.tsx',
  'panes/ReadingPane.tsx',
  'work-items/WeekItem.tsx',
  'work-items/WorkList.tsx',
]

test('an urgency of a record is drawn as it is now: "tonight" ends with the night', () => {
  const drawn = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.tsx') && readFileSync(new URL(file, root), 'utf8').includes('<UrgencyBadge'))
  expect(drawn.sort()).toEqual(computed)
})
