/** The words of a list that is written over several lines. */
export const words = (list: TemplateStringsArray): ReadonlySet<string> =>
  new Set(list.join(' ').split(/\s+/).filter(Boolean))
