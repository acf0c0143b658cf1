import { linkOptions } from '@tanstack/react-router'

/** What a piece of work or a notice is about. */
export interface Subject {
  subjectKind: string
  subjectId: string
  caseId?: string | null
}

/** The page of a record, with the form of `act` open there. A record without a page of its own stands on its case's. */
export const subjectLink = ({ subjectKind, subjectId: id, caseId }: Subject, act?: string) => {
  const search = act === undefined ? {} : { act }
  if (subjectKind === 'referral') return linkOptions({ to: '/referrals/$id', params: { id }, search })
  if (subjectKind === 'alert') return linkOptions({ to: '/alerts/$id', params: { id } })
  if (subjectKind === 'case') return linkOptions({ to: '/cases/$id', params: { id }, search })
  if (subjectKind === 'handover') return linkOptions({ to: '/handovers/$id', params: { id }, search })
  if (subjectKind === 'absence' || subjectKind === 'account') return linkOptions({ to: '/account' })
  if (subjectKind === 'approval') return linkOptions({ to: '/approvals' })
  if (subjectKind === 'agency') return linkOptions({ to: '/directory/$id', params: { id } })
  return caseId
    ? linkOptions({ to: '/cases/$id', params: { id: caseId }, search })
    : linkOptions({ to: '/work', search: { at: id } })
}

/** Whether it has no page, neither of its own nor of its case: the work list itself shows it. */
export const isShownInWork = (subject: Subject): boolean => subjectLink(subject).to === '/work'

/** Whether a receiver accepts or declines it. */
export const isAnswered = ({ subjectKind }: Subject): boolean =>
  subjectKind === 'referral' || subjectKind === 'handover'
