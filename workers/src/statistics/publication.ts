import type { Db } from '@palermo/db/actor.ts'
import { type CountedCell, findUnpublished, publishWeek } from '@palermo/db/statistics/counting.ts'
import type { Solve } from '@palermo/shared/statistics/program.ts'
import { cellKey } from '@palermo/shared/statistics/system.ts'
import { isLasting, statisticsTableNames } from '@palermo/shared/statistics/tables.ts'
import { decideShown, type Published, type Question } from './suppression.ts'

export interface PublishedWeek {
  week: string
  shown: number
  /** False if the proof failed or did not finish in time: nothing of this week is published. */
  proved: boolean
}

/**
 * Number of earlier weeks, different from each other, with which a week is proved together; numbers of older weeks are
 * included as a lower bound.
 */
const weeksTogether = 2
/** Maximum missed weeks that are proved; the numbers of earlier missed weeks are not published. */
const weeksMadeUp = 4

/**
 * Publishes counted weeks, the oldest first, because published numbers restrict later weeks. Numbers that are not
 * proved safe within `mayTake` milliseconds are suppressed.
 */
export const publishWeeks = async (db: Db, solve: Solve, mayTake: number): Promise<PublishedWeek[]> => {
  const done: PublishedWeek[] = []
  for (;;) {
    const cells = await findUnpublished(db)
    const question = questionOf(cells)
    if (!question) return done
    const isOld = cells.some(({ waiting }) => waiting > weeksMadeUp)
    const decided = isOld ? noNumbers : (asBefore(question) ?? (await provedInTime(question, solve, mayTake)))
    const { week } = question.counted
    if (await publishWeek(db, week, [...(decided ?? [])])) {
      done.push({ week, shown: decided?.size ?? 0, proved: decided !== null })
    }
  }
}

const noNumbers: ReadonlySet<string> = new Set()

/** The cells to show again if a week has the same numbers as the previous week, because it then reveals nothing new. */
const asBefore = ({ counted, published }: Question): ReadonlySet<string> | undefined => {
  const last = published.at(-1)
  const same = last && [...counted.rounded].every(([key, rounded]) => last.rounded.get(key) === rounded)
  return same && last.shown.size > 0 ? last.shown : undefined
}

const provedInTime = async (question: Question, solve: Solve, mayTake: number) => {
  const end = performance.now() + mayTake
  try {
    return await decideShown(question, (program) => {
      if (performance.now() > end) throw new TooLate()
      return solve(program)
    })
  } catch (error) {
    if (error instanceof TooLate) return null
    throw error
  }
}

class TooLate extends Error {}

const questionOf = (cells: readonly CountedCell[]): Question | undefined => {
  const due = cells.filter(({ published }) => !published)
  const [first] = due
  if (!first) return undefined
  const before = cells.filter(({ published }) => published)
  const weeks = [...new Set(before.map(({ week }) => week))]
  return {
    tables: statisticsTableNames,
    counted: { week: first.week, rounded: roundedOf(due) },
    published: different(
      weeks.map((one) =>
        publishedOf(
          one,
          before.filter(({ week }) => week === one),
        ),
      ),
    ).slice(-weeksTogether),
    floors: new Map(
      due.flatMap((cell) =>
        cell.earlier !== null && cell.rounded !== null && isLasting(cell.table, cell.row)
          ? [[cellKey(cell), Math.min(cell.earlier, cell.rounded)]]
          : [],
      ),
    ),
  }
}

const roundedOf = (cells: readonly CountedCell[]) => new Map(cells.map((cell) => [cellKey(cell), cell.rounded]))

const publishedOf = (week: string, cells: readonly CountedCell[]): Published => ({
  week,
  rounded: roundedOf(cells),
  shown: new Set(cells.filter(({ shown }) => shown).map(cellKey)),
})

/** Returns only the last of consecutive weeks with equal numbers, because such weeks may count the same persons. */
const different = (weeks: readonly Published[]): Published[] =>
  weeks.filter((week, at) => {
    const next = weeks[at + 1]
    return (
      !next ||
      [...week.rounded].some(([key, n]) => next.rounded.get(key) !== n || next.shown.has(key) !== week.shown.has(key))
    )
  })
