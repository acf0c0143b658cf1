/** What a piece of work or a notice is about. */
export interface Subject {
  subjectKind: string
  subjectId: string
  caseId?: string | null
}

/** Where one looks at it. Whatever has no page of its own is found on its case. */
export const subjectPath = ({ subjectKind, subjectId, caseId }: Subject): string => {
  if (subjectKind === 'referral') return `/referrals/${subjectId}`
  if (subjectKind === 'alert') return `/alerts/${subjectId}`
  if (subjectKind === 'case') return `/cases/${subjectId}`
  if (subjectKind === 'handover') return `/handovers/${subjectId}`
  if (subjectKind === 'absence' || subjectKind === 'account') return '/account'
  if (subjectKind === 'approval') return '/approvals'
  if (subjectKind === 'agency') return `/directory/${subjectId}`
  return caseId ? `/cases/${caseId}` : '/work'
}

/** Whether it is offered to somebody, who accepts or declines it. */
export const isAnswered = ({ subjectKind }: Subject): boolean =>
  subjectKind === 'referral' || subjectKind === 'handover'
