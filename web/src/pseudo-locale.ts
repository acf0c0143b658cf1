import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'

const plain = 'abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ'
const foreign = [...'áƀçðéƒĝĥíĵķļɱñóþŕšţúṽŵẋýžÁƁÇÐÉƑĜĤÍĴĶĻṀÑÓÞŔŠŢÚṼŴẊÝŽ']

/** The length added to each message, as a share of its English length, because German or Tagalog text is longer. */
const longer = 0.4
const padding = 'óñé ţŵó ţĥŕéé ƒóúŕ ƒíṽé '

/**
 * Returns the messages of a pseudo-language made from English: every letter has an accent, every message is two fifths
 * longer and in brackets. On a page, text outside brackets is missing in the catalogue, and text without its closing
 * bracket is cut off. Placeholders stay unchanged.
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
