import { z } from 'zod'

/** Most urgent first. `tonight` has no bed to go to before morning; `within-24-hours` cannot wait for the next working day. */
export const urgencies = ['tonight', 'within-24-hours', 'soon', 'routine'] as const

export const Urgency = z.enum(urgencies)
export type Urgency = z.infer<typeof Urgency>

/** Such a referral never expires unanswered; reminders go to higher levels instead. */
export const isUrgent = (urgency: Urgency): boolean => urgency === 'tonight' || urgency === 'within-24-hours'

/** For how many hours after it was said an urgency describes the need. An unanswered referral is late by then, as its deadlines show. */
const holdsFor: Partial<Record<Urgency, number>> = { tonight: 24, 'within-24-hours': 48 }
const afterwards: Urgency = 'soon'

/** Statuses of a referral or a case in which the need is met, or is not asked for any more. */
const answered = ['in-service', 'completed', 'declined', 'withdrawn', 'closed', 'left']

interface Said {
  urgency: Urgency
  /** Since when the urgency counts; null for a draft. */
  since: string | null
  status: string
}

/** How urgent a need is now: an urgency expires without an entry. `app.urgency_now` says the same. */
export const urgencyNow = ({ urgency, since, status }: Said, now: number): Urgency => {
  const hours = holdsFor[urgency]
  if (hours === undefined || since === null) return urgency
  const holds = !answered.includes(status) && now - Date.parse(since) < hours * 3_600_000
  return holds ? urgency : afterwards
}
