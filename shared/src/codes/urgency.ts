import { z } from 'zod'

/**
 * Most urgent first. `tonight`: the person has no safe bed before morning; `within-24-hours`: cannot wait for the next
 * working day.
 */
export const urgencies = ['tonight', 'within-24-hours', 'soon', 'routine'] as const

export const Urgency = z.enum(urgencies)
export type Urgency = z.infer<typeof Urgency>

/** An urgent referral never expires unanswered: its reminders go to higher levels instead. */
export const isUrgent = (urgency: Urgency): boolean => urgency === 'tonight' || urgency === 'within-24-hours'

/**
 * Hours after which a stated urgency no longer describes the need. A referral that is still unanswered then is overdue,
 * as its deadlines show.
 */
const holdsFor: Partial<Record<Urgency, number>> = { tonight: 24, 'within-24-hours': 48 }
const afterwards: Urgency = 'soon'

/** Statuses in which the need is met, or no longer requested. */
const answered = ['in-service', 'completed', 'declined', 'withdrawn', 'closed', 'left']

interface Said {
  urgency: Urgency
  /** The time from which the hours of the urgency count; null for a draft. */
  since: string | null
  status: string
}

/**
 * How urgent a need is now: a stated urgency ends after its hours or once the need is met. `app.urgency_now` says the
 * same.
 */
export const urgencyNow = ({ urgency, since, status }: Said, now: number): Urgency => {
  const hours = holdsFor[urgency]
  if (hours === undefined || since === null) return urgency
  const holds = !answered.includes(status) && now - Date.parse(since) < hours * 3_600_000
  return holds ? urgency : afterwards
}
