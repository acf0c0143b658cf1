import { z } from 'zod'

/**
 * The degrees of urgency, most urgent first. `tonight`: the person has no safe bed before morning. `within-24-hours`:
 * the need cannot wait for the next working day.
 */
export const urgencies = ['tonight', 'within-24-hours', 'soon', 'routine'] as const

export const Urgency = z.enum(urgencies)
export type Urgency = z.infer<typeof Urgency>

/**
 * Whether a referral is urgent. An urgent referral never expires unanswered: its reminders go to higher levels instead.
 */
export const isUrgent = (urgency: Urgency): boolean => urgency === 'tonight' || urgency === 'within-24-hours'

/**
 * The number of hours after which a stated urgency no longer describes the need. A referral that is still unanswered
 * then is overdue, as its deadlines show.
 */
const holdsFor: Partial<Record<Urgency, number>> = { tonight: 24, 'within-24-hours': 48 }
const afterwards: Urgency = 'soon'

/** The statuses in which the need is met, or no longer requested. */
const answered = ['in-service', 'completed', 'declined', 'withdrawn', 'closed', 'left']

interface Said {
  urgency: Urgency
  /** The time from which the hours of the urgency count; null for a draft. */
  since: string | null
  status: string
}

/**
 * Returns how urgent a need is now: a stated urgency ends after its hours or when the need is met, whichever is first.
 * `app.urgency_now` is the same rule in the database.
 */
export const urgencyNow = ({ urgency, since, status }: Said, now: number): Urgency => {
  const hours = holdsFor[urgency]
  if (hours === undefined || since === null) return urgency
  const holds = !answered.includes(status) && now - Date.parse(since) < hours * 3_600_000
  return holds ? urgency : afterwards
}
