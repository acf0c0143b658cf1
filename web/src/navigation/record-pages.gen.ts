// Written by `npm run check` from the declarations of the record types.

/** The record types with derived pages: the folder of each, and the roles that create or act. */
export const recordPages = {
  alert: { plural: 'alerts', roles: ['caseworker', 'counsellor', 'lawyer', 'officer', 'investigator', 'prosecutor', 'supervisor', 'head'] },
} as const

/** The declaration of each of these types, by its folder. */
export const declarations = {
  alerts: () => import('@palermo/shared/alerts/record.ts').then((found) => found.alert),
}

/** The messages of their pages, by file. */
export const pageMessages = import.meta.glob<Record<string, string>>(
  ['../alerts/page-messages.en.json'],
  { import: 'default' },
)
