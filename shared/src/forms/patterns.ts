/** Named patterns that a form may ask of a text; a form never carries an expression of its own. */
export const patterns = {
  // An address in a name box is a paste by mistake, and would be drawn as a link somewhere.
  'no-web-address': /^(?!.*(?:https?:\/\/|www\.))/iu,
} as const satisfies Record<string, RegExp>

export type PatternName = keyof typeof patterns

export const patternNames = Object.keys(patterns) as PatternName[]
