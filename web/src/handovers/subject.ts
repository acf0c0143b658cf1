import type { SubjectPage } from '../navigation/subjects.ts'

export const subject: SubjectPage = { kind: 'handover', to: '/handovers/$id', isAnswered: true }
