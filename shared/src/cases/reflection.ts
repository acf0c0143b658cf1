/** Reasons to end a reflection period early. Refusing to help the police is deliberately not among them. */
export const reflectionEndings = [
  'residence-granted',
  'person-left-country',
  'public-order',
  'claimed-improperly',
] as const
export type ReflectionEnding = (typeof reflectionEndings)[number]

/**
 * Reasons after which the person may be removed, each approved by a person of another agency. Getting a right to stay
 * is not among them.
 */
export const endingsThatLiftBar = ['person-left-country', 'public-order', 'claimed-improperly'] as const

/** Whether the bar to removal ends with the period; `app.ending_lifts_bar` says the same to the database. */
export const liftsBar = (reason: ReflectionEnding): reason is (typeof endingsThatLiftBar)[number] =>
  endingsThatLiftBar.some((one) => one === reason)
