import type { AlarmFigures } from './alarms.ts'
import type { DeathFigures } from './deaths.ts'
import type { Hot } from './hot.ts'
import type { ListFigures } from './lists.ts'
import type { NoticeFigures } from './notice.ts'
import type { PageFigures } from './page.ts'
import type { SignInFigures } from './sign-ins.ts'
import type { Memory } from './start.ts'

/** The results of one run; a part that was not measured is undefined. */
export interface Results {
  hot?: Hot
  /** The same measurement on ten times as many records. */
  scale?: Hot
  lists?: ListFigures
  scaleLists?: ListFigures
  alarms?: AlarmFigures
  start?: { second: number; first: number; memory: Memory }
  deaths?: DeathFigures
  signIns?: SignInFigures
  page?: PageFigures
  notice?: NoticeFigures
}
