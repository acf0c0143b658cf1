/**
 * The e-mail addresses of the demo's accounts, as listed in the documentation; shown only if the server reports that it
 * is a demo.
 */
export const demoPeople = [
  'officer@police.demo',
  'caseworker@ngo.demo',
  'supervisor@ngo.demo',
  'counsellor@ngo.demo',
  'lawyer@ngo.demo',
  'caseworker@welfare.demo',
  'investigator@police.demo',
  'prosecutor@justice.demo',
  'officer@immigration.demo',
  'lead@taskforce.demo',
  'admin@taskforce.demo',
  'auditor@taskforce.demo',
] as const

export const demoPassword = 'palermo-demo'
