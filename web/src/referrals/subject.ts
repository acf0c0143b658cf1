import type { SubjectPage } from '../navigation/subjects.ts'

export const subject: SubjectPage = { kind: 'referral', to: '/referrals/$id', isAnswered: true }
