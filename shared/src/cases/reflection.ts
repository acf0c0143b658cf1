/** Why a reflection period ends before its time. Unwillingness to help the police is none of them, on purpose. */
export const reflectionEndings = [
  'residence-granted',
  'person-left-country',
  'public-order',
  'claimed-improperly',
] as const
export type ReflectionEnding = (typeof reflectionEndings)[number]

/** Reasons after which the person may be removed: a second person of another agency approves them. A right to stay is none. */
export const endingsThatLiftBar = ['person-left-country', 'public-order', 'claimed-improperly'] as const

/** Whether the bar to removal ends with the period; `app.ending_lifts_bar` says the same to the database. */
export const liftsBar = (reason: ReflectionEnding): reason is (typeof endingsThatLiftBar)[number] =>
  endingsThatLiftBar.some((one) => one === reason)
