/** Reasons to end a reflection period early. Refusing to help the police is deliberately no such reason. */
export const reflectionEndings = [
  'residence-granted',
  'person-left-country',
  'public-order',
  'claimed-improperly',
] as const
export type ReflectionEnding = (typeof reflectionEndings)[number]

/**
 * Reasons that lift the bar to removing the person from the country, each approved by a person of another agency.
 * Getting a right to stay ends the period without lifting the bar.
 */
export const endingsThatLiftBar = ['person-left-country', 'public-order', 'claimed-improperly'] as const

/** Whether the bar to removal ends with the period; `app.ending_lifts_bar` says the same to the database. */
export const liftsBar = (reason: ReflectionEnding): reason is (typeof endingsThatLiftBar)[number] =>
  endingsThatLiftBar.some((one) => one === reason)
