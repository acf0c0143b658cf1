import { sectors } from '@palermo/shared/actor.ts'
import { AgencyLabel } from '@palermo/shared/agencies/contract.ts'
import { declineReasons } from '@palermo/shared/codes/decline-reasons.ts'
import type { WorkItem, WorkList, WorkListQuery, WorkNumbers, WorkQuery } from '@palermo/shared/dashboards/contract.ts'
import { breachReasons } from '@palermo/shared/deadlines/contract.ts'
import { decodeCursor, encodeCursor } from '@palermo/shared/page.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type RequestContext, type Rows, read } from '../actor.ts'
import type { Database } from '../database.ts'
import { asJson } from '../json.ts'
import { document, instant, number, oneOf, orNull, type Reader, type RowRead, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import {
  assemble,
  caseloadRows,
  changeRows,
  cohortRows,
  headRows,
  lateRows,
  openRows,
  timeRows,
  trendRows,
} from './panels.ts'

/** Maximum number of pairs of agencies on one page; a longer list would not be readable. */
export const pairsShown = 200
/** Maximum number of rows of an export. A longer export is refused, because a silently shortened file would mislead. */
const longestExport = 20_000

/**
 * Reads all panels in one round trip. The database functions check that the caller is a task-force lead, a supervisor
 * or a head, and return no rows otherwise.
 * @throws Problem not-allowed
 */
export const readWorkNumbers = async (db: Database, who: RequestContext, query: WorkQuery): Promise<WorkNumbers> => {
  const { rows } = await read(db, who, (sql) => workStatements(sql, query))
  return workNumbersFrom(rows)
}

/** Returns the statements that read the panels, for every page that shows panels. */
export const workStatements = (sql: SlotSql, query: WorkQuery) => {
  const { days, since, part } = cutOf(sql, query)
  return [
    headRows(sql`select * from app.work_head(${days}, ${since}, ${part})`),
    cohortRows(sql`select * from app.work_cohort(${days}, ${part})`),
    timeRows(sql`select * from app.work_times(${days}, ${part}, ${pairsShown})`),
    lateRows(sql`select * from app.work_late_cells(${part})`),
    openRows(sql`select * from app.work_open(${part})`),
    caseloadRows(sql`select * from app.work_caseload(${part})`),
    trendRows(sql`select * from app.work_trend(${part})`),
    changeRows(sql`select * from app.work_change(${since}, ${part})`),
    agencyRows(sql`select id, label as name, sector from app.agencies`),
  ] as const
}
type WorkRows = Rows<ReturnType<typeof workStatements>>

/** Builds the work numbers from the rows of these statements. @throws Problem not-allowed */
export const workNumbersFrom = ([
  [head],
  cohort,
  times,
  late,
  open,
  caseload,
  trend,
  [change],
  agencies,
]: WorkRows): WorkNumbers => {
  if (!head || !change) throw new Problem('not-allowed')
  return assemble({ head, cohort, times, late, open, caseload, trend, change, agencies })
}

/** Reads one page of the list behind a number. @throws Problem not-allowed, bad-request */
export const listWork = async (db: Database, who: RequestContext, query: WorkListQuery): Promise<WorkList> => {
  const found = await readLines(db, who, query, query.limit + 1)
  const lines = found.slice(0, query.limit)
  const last = found.length > query.limit ? lines.at(-1) : undefined
  return {
    items: lines.map(({ rank: _, key: __, ...item }) => item),
    nextCursor: last ? encodeCursor([String(last.rank), last.key]) : null,
  }
}

/** Reads the whole list behind a number, for a file. @throws Problem not-allowed, too-large */
export const exportWork = async (db: Database, who: RequestContext, query: WorkListQuery): Promise<WorkItem[]> => {
  const lines = await readLines(db, who, query, longestExport + 1)
  if (lines.length > longestExport) throw new Problem('too-large', 'Choose fewer days or one agency.')
  return lines.map(({ rank: _, key: __, ...item }) => item)
}

const agencyRows = rowsOf({ id: text, name: text, sector: oneOf(sectors) })
/** Returns the reader of the lines of one list. The same agency stands on many lines, and is parsed only once. */
const lineRows = () => {
  const label = orNull(parsedOnce(document(AgencyLabel)))
  return rowsOf({
    rank: number,
    key: text,
    caseReference: orNull(text),
    kind: text,
    status: text,
    step: orNull(text),
    sender: label,
    receiver: label,
    owes: label,
    sentAt: orNull(instant),
    dueAt: orNull(instant),
    reason: orNull(oneOf([...declineReasons, ...breachReasons])),
  })
}
type Line = RowRead<ReturnType<typeof lineRows>>

const parsedOnce = <T>({ mapFromDriverValue: parse }: Reader<T>): Reader<T> => {
  const parsed = new Map<unknown, T>()
  return {
    mapFromDriverValue: (value) => {
      const known = parsed.get(value) ?? parse(value)
      parsed.set(value, known)
      return known
    },
  }
}

const readLines = async (db: Database, who: RequestContext, query: WorkListQuery, limit: number): Promise<Line[]> => {
  const [rank, key] = placeOf(query.cursor)
  const { rows } = await read(db, who, (sql) => {
    const { days, since, part } = cutOf(sql, query)
    const { sender, receiver, reason, step, owes, status, age, lead, person, week } = query
    const drills = { sender, receiver, reason, step, owes, status, age, lead, person, week }
    return [
      headRows(sql`select * from app.work_head(${days}, ${since}, ${part})`),
      lineRows()(sql`
        select rank, key, case_reference as "caseReference", kind, status, step, sender::text, receiver::text, owes::text,
            sent_at as "sentAt", due_at as "dueAt", reason
          from app.work_list(${query.number}, ${days}, ${since}, ${part}, ${sql.json(asJson(drills))},
            ${rank}::float8, ${key}::uuid, ${limit})`),
    ]
  })
  // A caller without the right gets no head row. Without this check the caller would see an empty page, as if there
  // were nothing to count.
  if (rows[0].length === 0) throw new Problem('not-allowed')
  return rows[1]
}

const placeOf = (cursor: string | undefined): [string, string] | [null, null] => {
  if (cursor === undefined) return [null, null]
  const place = decodeCursor(cursor)
  if (!place || !/^-?\d{1,12}(\.\d{1,12})?$/.test(place[0])) {
    throw new Problem('bad-request', 'This cursor is not one of ours.')
  }
  return place
}

type Cut = Pick<WorkQuery, 'from' | 'to' | 'since' | 'agency' | 'urgency'>

const cutOf = (sql: SlotSql, { from, to, since, agency, urgency }: Cut) => ({
  days: sql`${from ?? null}::date, ${to ?? null}::date`,
  since: sql`${since ?? null}::date`,
  part: sql`${agency ?? null}::uuid, ${urgency ?? null}::text`,
})
