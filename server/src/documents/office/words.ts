/** Splits a template of several lines into words. */
export const words = (list: TemplateStringsArray): ReadonlySet<string> =>
  new Set(list.join(' ').split(/\s+/).filter(Boolean))
