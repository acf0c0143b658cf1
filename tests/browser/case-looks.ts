import { type Look, unfold } from './look.ts'
import type { System } from './system.ts'

/** The tabs of a case page, as named in its address. */
const parts = ['overview', 'plan', 'help', 'notes', 'documents', 'team', 'history'] as const

const who = 'caseworker@ngo.demo'
const route = '_in/cases.$id'

/** Looks at each tab of a case page, the dialog that corrects a person's data, and the list of one's own clients. */
export const caseLooks = (aCase: (system: System) => Promise<string>): Look[] => [
  ...parts.map((tab) => ({
    name: `case-${tab}`,
    route,
    who,
    at: async (system: System) => `/cases/${await aCase(system)}?tab=${tab}`,
  })),
  {
    name: 'case-correct',
    route,
    who,
    at: async (system) => `/cases/${await aCase(system)}?tab=overview`,
    opens: unfold('Correct or add'),
  },
  { name: 'clients', route: '_in/cases.clients', who, at: () => '/cases/clients' },
]
