import { drain } from '@palermo/workers/drain.ts'
import { expect, test } from 'vitest'

test('what a lane was kept from by another that asked in vain is done in the same round', async () => {
  // The results of `step`: after the first item both loops find nothing, although one item is left, which was locked at
  // that moment.
  const looks = [true, false, false, true]
  let done = 0
  const step = async () => {
    const found = looks.shift() ?? false
    if (found) done += 1
    return found
  }
  await drain(2, step, () => false)
  expect(done).toBe(2)
})

test('and nothing more is begun once the process is to end', async () => {
  let done = 0
  const step = async () => {
    done += 1
    return true
  }
  await drain(1, step, () => done === 3)
  expect(done).toBe(3)
})
