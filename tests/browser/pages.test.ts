import { afterAll, afterEach, beforeAll } from 'vitest'
import { type House, openHouse } from './house.ts'
import { everyCodeHasAName, everyPageHolds } from './pages.ts'
import { threads } from './pictures.ts'

let opened: House | undefined
const house = (): House => {
  if (!opened) throw new Error('the system did not start')
  return opened
}

beforeAll(async () => {
  opened = await openHouse(threads, { savesData: true })
}, 300_000)
afterEach(({ task }) => opened?.leave(task.result?.state === 'fail' ? task.name : undefined), 60_000)
afterAll(() => opened?.end(), 60_000)

everyPageHolds(house)
everyCodeHasAName(house)
