/** The reasons to end a reflection period early. A refusal to help the police is deliberately not among them. */
export const reflectionEndings = [
  'residence-granted',
  'person-left-country',
  'public-order',
  'claimed-improperly',
] as const
export type ReflectionEnding = (typeof reflectionEndings)[number]

/**
 * The reasons that lift the bar to removing the person from the country. A person of another agency must approve each
 * of them. The reason `residence-granted` ends the period without lifting the bar.
 */
export const endingsThatLiftBar = ['person-left-country', 'public-order', 'claimed-improperly'] as const

/** Whether the bar to removal ends with the period. `app.ending_lifts_bar` is the same rule in the database. */
export const liftsBar = (reason: ReflectionEnding): reason is (typeof endingsThatLiftBar)[number] =>
  endingsThatLiftBar.some((one) => one === reason)
