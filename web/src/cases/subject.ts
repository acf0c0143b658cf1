import type { SubjectPage } from '../navigation/subjects.ts'

export const subject: SubjectPage = { kind: 'case', to: '/cases/$id' }
