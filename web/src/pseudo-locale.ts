import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'

const plain = 'abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ'
const foreign = [...'áƀçðéƒĝĥíĵķļɱñóþŕšţúṽŵẋýžÁƁÇÐÉƑĜĤÍĴĶĻṀÑÓÞŔŠŢÚṼŴẊÝŽ']

/** What German or Tagalog needs more of than English. */
const longer = 0.4
const padding = 'óñé ţŵó ţĥŕéé ƒóúŕ ƒíṽé '

/**
 * A language that nobody speaks, made of the English words: every letter has an accent, every message is longer by two
 * fifths and stands in brackets. What stands outside of brackets came from no catalogue; what has lost its last bracket was
 * cut off. Places to fill are left as they are.
 */
export const pseudoLocale = (messages: Record<string, string>): Record<string, MessageFormatElement[]> =>
  Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, inBrackets(message)]))

const inBrackets = (message: string): MessageFormatElement[] => [
  literal('⟦'),
  ...parse(message).map(accented),
  literal(
    ` ${padding
      .repeat(20)
      .slice(0, Math.ceil(message.length * longer))
      .trim()}⟧`,
  ),
]

const literal = (value: string): MessageFormatElement => ({ type: TYPE.literal, value })

const accented = (element: MessageFormatElement): MessageFormatElement => {
  if (element.type === TYPE.literal)
    return literal(element.value.replaceAll(/[A-Za-z]/g, (letter) => foreign[plain.indexOf(letter)] ?? letter))
  if (element.type === TYPE.plural || element.type === TYPE.select) {
    const options = Object.entries(element.options).map(([name, option]) => [
      name,
      { ...option, value: option.value.map(accented) },
    ])
    return { ...element, options: Object.fromEntries(options) }
  }
  return element
}
