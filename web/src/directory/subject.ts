import type { SubjectPage } from '../navigation/subjects.ts'

export const subject: SubjectPage = { kind: 'agency', to: '/directory/$id' }
