import { afterAll, afterEach, beforeAll } from 'vitest'
import { anAlertSounds } from './alarms.ts'
import { somebodyAsks } from './asks.ts'
import { landmarksStandApart } from './bell.ts'
import { aPeriodIsKept } from './clocks.ts'
import { somebodyComesAndGoes } from './comes-and-goes.ts'
import { somebodyCommands } from './commands.ts'
import { aCaseworkerCoordinates } from './coordinates.ts'
import { somethingEnds } from './ends.ts'
import { aFamilyStaysTogether } from './families.ts'
import { somebodyKeepsFilters } from './filters.ts'
import { type House, openHouse } from './house.ts'
import { aCaseworkerKeepsADocument } from './keeps.ts'
import { somebodyLeavesAtOnce } from './leaves.ts'
import { aCaseGoesOnward } from './onward.ts'
import { threads } from './pictures.ts'
import { anAgencyRefers } from './refers.ts'
import { aLeadReviews } from './reviews.ts'

let opened: House | undefined
const house = (): House => {
  if (!opened) throw new Error('the system did not start')
  return opened
}

beforeAll(async () => {
  opened = await openHouse(threads)
}, 300_000)
afterEach(({ task }) => opened?.leave(task.result?.state === 'fail' ? task.name : undefined), 60_000)
afterAll(() => opened?.end(), 60_000)

anAgencyRefers(house)
aCaseworkerCoordinates(house)
aCaseworkerKeepsADocument(house)
aFamilyStaysTogether(house)
aCaseGoesOnward(house)
aLeadReviews(house)
anAlertSounds(house)
somethingEnds(house)
aPeriodIsKept(house)
somebodyComesAndGoes(house)
somebodyAsks(house)
somebodyCommands(house)
somebodyLeavesAtOnce(house)
somebodyKeepsFilters(house)
landmarksStandApart(house)
