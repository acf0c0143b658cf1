import type { Need } from '@palermo/shared/codes/needs.ts'
import { hopesOf } from '@palermo/shared/codes/wished-outcomes.ts'
import type { OutcomeScore } from '@palermo/shared/referrals/inputs.ts'
import type { z } from 'zod'
import type { Life } from './acts.ts'
import { type AgencyKey, agencyOf, type PersonKey } from './cast.ts'
import { declineOf, excuseOf, getsToIt, habitOf, supervisorOf, worker } from './habits.ts'
import { filledIn, type Presumed } from './intake.ts'
import { hour, minute } from './pace.ts'
import * as words from './words.ts'

/** A referral from one agency to another, as the demo plans it. */
export interface Asked {
  as: string
  by: PersonKey
  to: AgencyKey
  /** The agency to ask next if the first agency declines or does not answer. */
  otherwise: AgencyKey | null
  kind: 'lead' | 'service'
  /** Whether a case exists already; otherwise sending the referral opens a case. */
  inCase: boolean
  person: Presumed
  needs: readonly Need[]
}

/** A referral that was accepted. */
export interface Taken {
  on: string
  by: PersonKey
  agency: AgencyKey
  at: number
  kind: 'lead' | 'service'
  needs: readonly Need[]
}

/** How a referral ended. `at` is the time of its last event if no agency accepted the referral. */
export type Ending = { taken: Taken } | { taken: null; at: number }

/** Plans the draft of a referral a few minutes before the time at which it is sent. */
export const send = (life: Life, asked: Asked, at: number): void => {
  life.add(at - life.chance.int(4, 25) * minute, asked.by, {
    do: 'draft',
    as: asked.as,
    to: asked.to,
    kind: asked.kind,
    inCase: asked.inCase,
    answers: filledIn(life, asked.person, asked.needs, asked.kind),
  })
  life.add(at, asked.by, { do: 'refer', on: asked.as, step: { action: 'send' } })
}

export const ask = (life: Life, asked: Asked, at: number): Ending => {
  send(life, asked, at)
  return answered(life, asked, at)
}

/** Plans the receiver's answer, or the expiry of the referral without an answer. */
const answered = (life: Life, asked: Asked, sentAt: number): Ending => {
  const { chance } = life
  const habit = habitOf(asked.to)
  const outcome = chance.weigh<'accept' | 'query' | 'decline' | 'withdraw' | 'silence' | 'reroute'>([
    ['accept', 0.75],
    ['query', 0.11],
    ['decline', habit.declines],
    ['withdraw', 0.03],
    ['silence', silenceEnds(life, sentAt) ? habit.silent : 0],
    ['reroute', asked.otherwise ? 0.02 : 0],
  ])
  if (outcome === 'silence') return leftUnanswered(life, asked, sentAt)
  if (outcome === 'decline') return declined(life, asked, sentAt)
  if (outcome === 'withdraw' || outcome === 'reroute') return takenBack(life, asked, sentAt, outcome)
  return accepted(life, asked, sentAt, outcome === 'query')
}

const silenceEnds = ({ pace, facts }: Life, sentAt: number) =>
  Number.isFinite(pace.expiry('referral.answer', facts, sentAt))

/** Returns the two times at which the receiver acts: the acknowledgement and the answer. */
const momentsOf = (life: Life, asked: Asked, sentAt: number) => {
  const { chance, pace, facts } = life
  const habit = habitOf(asked.to)
  const late = chance.hit(habit.late)
  const part = ([min, max]: readonly [number, number]) => chance.between(min, max)
  const acknowledgeBy = pace.due('referral.acknowledge', facts, sentAt)
  const answerBy = pace.due('referral.answer', facts, sentAt)
  const latest = Math.min(pace.expiry('referral.answer', facts, sentAt) - hour, sentAt + 2.5 * (answerBy - sentAt))
  // Referrals of children are answered in 60 % of the usual time.
  const share = (late ? chance.between(1.02, 1.6) : part(habit.answers)) * (facts.child ? 0.6 : 1)
  const answers = Math.min(getsToIt(life, asked.to, sentAt + share * (answerBy - sentAt), answerBy), latest)
  const acknowledges = getsToIt(
    life,
    asked.to,
    sentAt + (late ? chance.between(0.8, 2) : part(habit.acknowledges)) * (acknowledgeBy - sentAt),
    acknowledgeBy,
  )
  return { late, answers, acknowledges: acknowledges < answers - 2 * minute ? acknowledges : null }
}

const accepted = (life: Life, asked: Asked, sentAt: number, asksBack: boolean): Ending => {
  const { chance, facts, pace } = life
  const on = asked.as
  const by = worker(asked.to, chance)
  const { late, acknowledges, answers } = momentsOf(life, asked, sentAt)
  if (acknowledges !== null) life.add(acknowledges, by, { do: 'refer', on, step: { action: 'acknowledge' } })
  if (facts.urgency === 'tonight' && chance.hit(0.6)) spokenFor(life, asked, sentAt)
  if (chance.hit(0.07)) amended(life, asked, sentAt, answers)
  let at = answers
  if (asksBack) {
    const step = { action: 'query' as const, question: chance.pick(words.questions) }
    life.add(at, by, { do: 'refer', on, step })
    const replyBy = pace.due('referral.query-reply', facts, at)
    const replied = getsToIt(life, agencyOf(asked.by), at + chance.between(0.1, 0.9) * (replyBy - at), replyBy)
    life.add(replied, asked.by, { do: 'refer', on, step: { action: 'reply', answer: chance.pick(words.answers) } })
    at = getsToIt(life, asked.to, replied + chance.between(0.3, 5) * hour, Number.POSITIVE_INFINITY)
  }
  const supervisor = supervisorOf[asked.to]
  const note = chance.hit(0.4) ? { note: chance.pick(words.acceptances) } : {}
  if (supervisor && chance.hit(0.18))
    life.add(at, supervisor, { do: 'refer', on, step: { action: 'accept', assignee: by, ...note } })
  else life.add(at, by, { do: 'refer', on, step: { action: 'accept', ...note } })
  if (late && chance.hit(0.6)) life.add(at + minute, by, { do: 'explain', on, reason: excuseOf(asked.to, chance) })
  return { taken: { on, by, agency: asked.to, at, kind: asked.kind, needs: asked.needs } }
}

/**
 * Plans an acceptance by telephone in the night of the referral, which the receiver confirms later by accepting in the
 * app.
 */
const spokenFor = ({ add, chance }: Life, asked: Asked, sentAt: number) => {
  const at = sentAt + chance.int(3, 9) * minute
  const step = {
    action: 'record-phone-acceptance' as const,
    acceptedBy: chance.pick(words.whoAnswered),
    at: new Date(at - 2 * minute).toISOString(),
  }
  add(at, asked.by, { do: 'refer', on: asked.as, step })
}

const amended = ({ add, chance }: Life, asked: Asked, from: number, to: number) =>
  add(chance.between(from + minute, Math.max(from + 2 * minute, to - minute)), asked.by, {
    do: 'refer',
    on: asked.as,
    step: { action: 'amend', ...chance.pick(words.amendments) },
  })

/** Plans that another agency is asked for the same need, on the same thread, and accepts. */
const onward = (life: Life, asked: Asked, to: AgencyKey, at: number, action: 'reroute' | 'refer-onward'): Ending => {
  const as = `${asked.as}+`
  life.add(at, asked.by, { do: 'refer', on: asked.as, step: { action, to, as } })
  return accepted(life, { ...asked, as, to, otherwise: null }, at, false)
}

const declined = (life: Life, asked: Asked, sentAt: number): Ending => {
  const { chance, facts, pace } = life
  const { answers } = momentsOf(life, asked, sentAt)
  const { otherwise } = asked
  const step = {
    action: 'decline' as const,
    reason: declineOf(asked.to, chance),
    ...(chance.hit(0.5) ? { note: chance.pick(words.declines) } : {}),
    ...(otherwise && chance.hit(0.5) ? { onward: otherwise } : {}),
  }
  life.add(answers, worker(asked.to, chance), { do: 'refer', on: asked.as, step })
  const resendBy = pace.due('referral.resend', facts, answers)
  const again = answers + chance.between(0.1, 0.8) * (resendBy - answers)
  const at = getsToIt(life, agencyOf(asked.by), again, resendBy)
  if (otherwise && chance.hit(0.8)) return onward(life, asked, otherwise, at, 'refer-onward')
  life.add(at, asked.by, { do: 'refer', on: asked.as, step: { action: 'settle', reason: 'needs-met-elsewhere' } })
  return { taken: null, at }
}

const takenBack = (life: Life, asked: Asked, sentAt: number, how: 'withdraw' | 'reroute'): Ending => {
  const { chance, facts, pace } = life
  const answerBy = pace.due('referral.answer', facts, sentAt)
  const at = sentAt + chance.between(0.1, 0.7) * (answerBy - sentAt)
  if (how === 'reroute' && asked.otherwise) return onward(life, asked, asked.otherwise, at, 'reroute')
  const reason = chance.pick([
    'no-longer-wanted',
    'left-by-choice',
    'needs-met-elsewhere',
    'mistaken-or-duplicate',
  ] as const)
  const step = { action: 'withdraw' as const, reason, note: chance.pick(words.withdrawals) }
  life.add(at, asked.by, { do: 'refer', on: asked.as, step })
  return { taken: null, at }
}

/**
 * Plans a referral without an answer: its deadline returns the referral, and the sender asks another agency or gives
 * up.
 */
const leftUnanswered = (life: Life, asked: Asked, sentAt: number): Ending => {
  const { chance, facts, pace } = life
  const returned = pace.expiry('referral.answer', facts, sentAt) + 2 * minute
  life.fallSilent(returned, asked.as)
  const resendBy = pace.due('referral.resend', facts, returned)
  const at = getsToIt(life, agencyOf(asked.by), returned + chance.between(0.2, 0.9) * (resendBy - returned), resendBy)
  if (asked.otherwise && chance.hit(0.75)) return onward(life, asked, asked.otherwise, at, 'reroute')
  const step = {
    action: 'withdraw' as const,
    reason: 'needs-met-elsewhere' as const,
    note: chance.pick(words.withdrawals),
  }
  life.add(at, asked.by, { do: 'refer', on: asked.as, step })
  return { taken: null, at }
}

type Score = z.infer<typeof OutcomeScore>

export const scored = ({ chance }: Life, taken: Taken) =>
  hopesOf(taken.needs, taken.kind).map((outcome) => ({
    outcome,
    score: chance.weigh<Score>([
      ['met', 12],
      ['partly', 4],
      ['not-met', 2],
      ['no-longer-wanted', 1],
      ['not-known', 1],
    ]),
  }))
