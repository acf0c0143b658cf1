/** Named patterns that a form may require of a text. A form never contains a regular expression of its own. */
export const patterns = {
  // Refuses a web address in a name field, because a pasted address might be displayed as a link.
  'no-web-address': /^(?!.*(?:https?:\/\/|www\.))/iu,
} as const satisfies Record<string, RegExp>

export type PatternName = keyof typeof patterns

export const patternNames = Object.keys(patterns) as PatternName[]
