import { DeclineReason, isSystemGap } from '@palermo/shared/codes/decline-reasons.ts'
import type { Acceptance, Time, Times, WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { clockOf, openStatuses, type WorkStep, workAgeOf, workSteps } from '@palermo/shared/dashboards/definitions.ts'
import type postgres from 'postgres'

/** The history of one referral, read from its events alone. */
interface Life {
  id: string
  caseId: string | null
  from: string
  to: string
  urgency: string
  assignee: string | null
  status: string
  at: Partial<Record<'begun' | 'sent' | 'acknowledged' | 'accepted' | 'started' | 'ended' | 'returned', number>>
  reason: string | null
}
interface Clock {
  subject: string
  kind: string
  key: string
  owes: string
  owed: string | null
  case: string | null
  started: number
  due: number
  closed: number | null
}
interface Case {
  id: string
  lead: string
  person: string | null
  urgency: string
}
export interface Facts {
  lives: Life[]
  clocks: Clock[]
  cases: Case[]
  refusals: { agency: string; day: string; n: number }[]
}

const hour = 3_600_000
const day = 24 * hour
/** Adds eight hours, because the time in Manila has been UTC+8 since 1978. */
const localDay = (at: number) => new Date(at + 8 * hour).toISOString().slice(0, 10)
const time = (at: Date) => at.getTime()

export const readFacts = async (owner: postgres.Sql): Promise<Facts> => {
  const rows = await owner`select * from app.referrals`
  const events = await owner`select * from app.events where subject_kind = 'referral' order by id`
  const lives = rows.map((row): Life => {
    const own = events.filter((event) => event.subject_id === row.id)
    const first = (...actions: string[]) => {
      const event = own.find(({ action }) => actions.includes(action))
      return event && time(event.at)
    }
    const sentAtOnce = own[0]?.status === 'sent' ? time(own[0].at) : undefined
    const at: Life['at'] = {}
    const put = (name: keyof Life['at'], when: number | undefined) =>
      when !== undefined && Object.assign(at, { [name]: when })
    put('begun', first('create'))
    put('sent', first('send') ?? sentAtOnce)
    put('acknowledged', first('acknowledge', 'query', 'accept', 'decline'))
    put('accepted', first('accept'))
    put('started', first('start'))
    put('returned', first('return'))
    put('ended', first('complete', 'decline', 'withdraw', 'reroute', 'discard', 'close-unstarted', 'give-back'))
    return {
      id: row.id,
      caseId: row.case_id,
      from: row.from_agency_id,
      to: row.to_agency_id,
      urgency: row.urgency,
      assignee: row.assignee_id,
      status: own.at(-1)?.status,
      at,
      reason: own.find(({ action }) => action === 'decline' || action === 'give-back')?.changes.reason ?? null,
    }
  })
  const clocks = await owner`select * from app.deadlines where applied_rule->>'kind' in ('notAfter', 'recurring')`
  const cases = await owner`select * from app.cases where status in ('open', 'contact-lost')`
  const refusals = await owner`select agency_id as agency, on_date::text as day, n from app.not_referred`
  return {
    lives,
    clocks: clocks.map((row) => ({
      subject: row.subject_id,
      kind: row.subject_kind,
      key: row.key,
      owes: row.owes_agency_id,
      owed: row.owed_agency_id,
      case: row.case_id,
      started: time(row.started_at),
      due: time(row.due_at),
      closed: row.closed_at && time(row.closed_at),
    })),
    cases: cases.map((row) => ({
      id: row.id,
      lead: row.lead_agency_id,
      person: row.lead_person_id,
      urgency: row.urgency,
    })),
    refusals: refusals as unknown as Facts['refusals'],
  }
}

export interface Asked {
  /** The reader's own agency; null for a task-force lead, who sees all agencies. */
  scope: string | null
  barred?: readonly string[]
  now: number
  from: string
  to: string
  since: string
  agency?: string
  urgency?: string
}

type Expected = Omit<WorkNumbers, 'agencies' | 'asOf' | 'zone' | 'scope' | 'ownAgencyId' | 'period' | 'since'>

/** Computes every number a second time by simple filters, without code of the product. */
export const expected = (facts: Facts, asked: Asked): Expected => {
  const fits = (row: { urgency: string }) => asked.urgency === undefined || row.urgency === asked.urgency
  const free = (id: string | null) => id === null || !asked.barred?.includes(id)
  const touches = (agency: string | null | undefined, { from, to, at }: Life) =>
    agency === null || agency === undefined || from === agency || (to === agency && at.sent !== undefined)
  const lives = facts.lives.filter(
    (life) => fits(life) && free(life.caseId) && touches(asked.scope, life) && touches(asked.agency, life),
  )
  const inPeriod = (at: number | undefined) =>
    at !== undefined && localDay(at) >= asked.from && localDay(at) <= asked.to
  const cohort = lives.filter(({ at }) => inPeriod(at.begun))
  const sent = cohort.filter(({ at }) => at.sent !== undefined)
  const late = lateClocks(facts, asked, fits, free)
  const carried = lives.filter(({ status }) => status === 'accepted' || status === 'in-service')
  const cases = facts.cases.filter(
    (one) =>
      fits(one) && free(one.id) && (asked.scope ?? one.lead) === one.lead && (asked.agency ?? one.lead) === one.lead,
  )
  const since = (at: number | undefined) => at !== undefined && localDay(at) >= asked.since
  const sinceStatus = (status: string) =>
    lives.filter((life) => life.status === status && life.at.sent !== undefined && since(life.at.ended)).length
  const open = lives.filter(({ status }) => openStatuses.some((one) => one === status))
  return {
    funnel: {
      begun: cohort.length,
      draft: cohort.filter(({ status }) => status === 'draft').length,
      discarded: cohort.filter(({ status, at }) => status === 'withdrawn' && at.sent === undefined).length,
      sent: sent.length,
      accepted: sent.filter(({ at }) => at.accepted !== undefined).length,
      started: sent.filter(({ at }) => at.started !== undefined).length,
      completed: sent.filter(({ status }) => status === 'completed').length,
      declined: sent.filter(({ status }) => status === 'declined').length,
      withdrawn: sent.filter(({ status }) => status === 'withdrawn').length,
      returned: sent.filter(({ at }) => at.returned !== undefined).length,
      notReferred:
        asked.urgency !== undefined
          ? null
          : total(
              facts.refusals
                .filter(({ agency }) => (asked.scope ?? agency) === agency && (asked.agency ?? agency) === agency)
                .filter((one) => one.day >= asked.from && one.day <= asked.to)
                .map(({ n }) => n),
            ),
    },
    times: {
      total: timesOf(sent, facts, asked.now),
      byReceiver: groups(sent, ({ to }) => to).map(([receiverId, of]) => ({
        receiverId,
        steps: timesOf(of, facts, asked.now),
      })),
      pairs: groups(sent, ({ from, to }) => `${from} ${to}`).map(([pair, of]) => {
        const [senderId = '', receiverId = ''] = pair.split(' ')
        return { senderId, receiverId, sent: of.length, steps: timesOf(of, facts, asked.now) }
      }),
      pairsLeftOut: 0,
    },
    acceptance: {
      total: acceptanceOf(sent),
      byReceiver: groups(sent, ({ to }) => to)
        .map(([receiverId, of]) => ({ receiverId, ...acceptanceOf(of) }))
        .filter(({ accepted, refused, gaps, returned }) => accepted + refused + gaps + returned > 0),
      reasons: groups(
        sent.filter(({ status }) => status === 'declined'),
        ({ reason }) => reason ?? '',
      ).map(([reason, of]) => {
        const code = DeclineReason.parse(reason)
        return { reason: code, systemGap: isSystemGap(code), n: of.length }
      }),
    },
    late: {
      total: late.length,
      // Readers who see numbers of all agencies are not told which late step belongs to a child.
      cells: groups(
        late,
        ({ owes, key }) => `${owes} ${asked.scope ? key : key.replace(/^(child|case)\..*/, 'case.step')}`,
      ).map(([cell, of]) => {
        const [owesId = '', step = ''] = cell.split(' ')
        return { owesId, step, n: of.length, longest: Math.max(...of.map(({ due }) => asked.now - due)) / hour }
      }),
    },
    open: {
      total: open.length,
      cells: groups(open, (life) => `${life.status} ${ageOf(life, asked.now)}`).map(([cell, of]) => {
        const [status, age] = cell.split(' ')
        return { status: status as never, age: age as never, n: of.length }
      }),
    },
    caseload: {
      agencies: [...new Set([...cases.map(({ lead }) => lead), ...carried.map(({ to }) => to)])].map((agencyId) => ({
        agencyId,
        cases: cases.filter(({ lead }) => lead === agencyId).length,
        carried: carried.filter(({ to }) => to === agencyId).length,
      })),
      people: asked.scope === null ? null : peopleOf(cases, carried, asked.scope),
    },
    trend: weeksBefore(asked.now).map((from) => {
      const within = (at: number | undefined) => at !== undefined && mondayOf(at) === from
      return {
        week: isoWeek(from),
        from,
        sent: lives.filter(({ at }) => within(at.sent)).length,
        accepted: lives.filter(({ at }) => within(at.accepted)).length,
        completed: lives.filter(({ at, status }) => status === 'completed' && within(at.ended)).length,
      }
    }),
    change: {
      begun: lives.filter(({ at }) => since(at.begun)).length,
      sent: lives.filter(({ at }) => since(at.sent)).length,
      accepted: lives.filter(({ at }) => since(at.accepted)).length,
      started: lives.filter(({ at }) => since(at.started)).length,
      completed: sinceStatus('completed'),
      declined: sinceStatus('declined'),
      withdrawn: sinceStatus('withdrawn'),
      returned: lives.filter(({ at }) => since(at.returned)).length,
      late: late.filter(({ due }) => since(due)).length,
    },
  }
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)

const groups = <T>(rows: readonly T[], key: (row: T) => string): [string, T[]][] =>
  [...new Set(rows.map(key))].map((name) => [name, rows.filter((row) => key(row) === name)])

const ageOf = ({ at }: Life, now: number) => workAgeOf(Math.floor((now - (at.sent ?? now)) / day))

const peopleOf = (cases: readonly Case[], carried: readonly Life[], agency: string) => {
  const led = cases.filter(({ lead }) => lead === agency)
  const taken = carried.filter(({ to }) => to === agency)
  return [...new Set([...led.map(({ person }) => person), ...taken.map(({ assignee }) => assignee)])].map(
    (personId) => ({
      personId,
      cases: led.filter(({ person }) => person === personId).length,
      carried: taken.filter(({ assignee }) => assignee === personId).length,
    }),
  )
}

const lateClocks = (
  { lives, clocks, cases }: Facts,
  { scope, agency, now }: Asked,
  fits: (row: { urgency: string }) => boolean,
  free: (id: string | null) => boolean,
) =>
  clocks.filter((clock) => {
    const of =
      clock.kind === 'referral'
        ? lives.find(({ id }) => id === clock.subject)
        : cases.find(({ id }) => id === clock.case)
    const near = (one: string | null | undefined) => !one || clock.owes === one || clock.owed === one
    return clock.closed === null && clock.due < now && of && fits(of) && free(clock.case) && near(scope) && near(agency)
  })

const took: Record<WorkStep, (life: Life) => number | undefined> = {
  acknowledge: ({ at }) => between(at.sent, at.acknowledged),
  accept: ({ at }) => between(at.sent, at.accepted),
  'first-service': ({ at }) => between(at.accepted, at.started),
  'sent-to-service': ({ at }) => between(at.sent, at.started),
}
const between = (start: number | undefined, end: number | undefined) =>
  start === undefined || end === undefined ? undefined : (end - start) / hour

const timesOf = (lives: readonly Life[], { clocks }: Facts, now: number): Times =>
  Object.fromEntries(
    workSteps.map((step): [WorkStep, Time] => {
      const hours = lives.map(took[step]).filter((one) => one !== undefined)
      const own = clocks.filter(({ key, subject }) => key === clockOf[step] && lives.some(({ id }) => id === subject))
      return [
        step,
        {
          taken: hours.length,
          missed: own.filter(({ due, closed }) => (closed ?? now) > due).length,
          median: percentile(hours, 0.5),
          p90: percentile(hours, 0.9),
          limit: percentile(
            own.map(({ started, due }) => (due - started) / hour),
            0.5,
          ),
        },
      ]
    }),
  ) as Times

/** The percentile, interpolated between the two nearest numbers. */
const percentile = (numbers: readonly number[], part: number): number | null => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const place = part * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return below === undefined || above === undefined ? null : below + (above - below) * (place - Math.floor(place))
}

const acceptanceOf = (lives: readonly Life[]): Acceptance => {
  const declined = lives.filter(({ status }) => status === 'declined').map(({ reason }) => DeclineReason.parse(reason))
  const accepted = lives.filter(({ at }) => at.accepted !== undefined).length
  const gaps = declined.filter(isSystemGap).length
  const refused = declined.length - gaps
  const returned = lives.filter(({ at }) => at.returned !== undefined).length
  const answered = accepted + refused + returned
  return { accepted, refused, gaps, returned, rate: answered === 0 ? null : accepted / answered }
}

const mondayOf = (at: number) => {
  const midnight = Date.parse(localDay(at))
  return new Date(midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * day).toISOString().slice(0, 10)
}
const weeksBefore = (now: number) =>
  Array.from({ length: 12 }, (_, at) =>
    new Date(Date.parse(mondayOf(now)) - (11 - at) * 7 * day).toISOString().slice(0, 10),
  )

/** A week belongs to the year of its Thursday (ISO 8601). */
const isoWeek = (monday: string) => {
  const thursday = new Date(Date.parse(monday) + 3 * day)
  const year = thursday.getUTCFullYear()
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * day)) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}
