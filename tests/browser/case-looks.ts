import { type Look, unfold } from './look.ts'
import type { System } from './system.ts'

/** The parts of a case page, as its address names them. */
const parts = ['overview', 'plan', 'help', 'notes', 'documents', 'team', 'history'] as const

const who = 'caseworker@ngo.demo'
const route = '_in/cases.$id'

/** Each part of a case page by itself, what corrects a person, and the list of one's own clients. */
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
