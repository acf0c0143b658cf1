/** Maximum length of a formula that is parsed. Longer formulas are refused. */
const longest = 1_000

/**
 * Names of functions that only compute with their arguments: none of them reads anything outside the sheets or calls a
 * macro.
 */
const pure = new Set(
  `AND OR NOT IF TRUE FALSE MOD ROW COLUMN ROWS COLUMNS ISBLANK ISERROR ISNA ISNUMBER ISTEXT ISEVEN ISODD LEN LEFT RIGHT MID TRIM
  UPPER LOWER SEARCH FIND EXACT VALUE COUNT COUNTA COUNTIF COUNTIFS SUM SUMIF MIN MAX AVERAGE ABS ROUND ROUNDUP ROUNDDOWN INT
  TODAY NOW DATE YEAR MONTH DAY WEEKDAY LARGE SMALL RANK MEDIAN STDEV PERCENTILE`.split(/\s+/),
)

/**
 * Whether a formula of a conditional format consists of constants, cells of this workbook, operators and harmless
 * functions. References to other workbooks ([1]), programs (cmd|…!A0) and unknown names are refused.
 */
export const isPlainFormula = (text: string): boolean => {
  if (text.length > longest) return false
  const token = /\s+|"(?:[^"]|"")*"|\d+(?:\.\d+)?(?:E[+-]?\d+)?|[A-Za-z_.$][\w.$]*\(?|[-+*/^&=<>(),:%;]|'[^'[\]|]*'!/gy
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at
    const one = token.exec(text)?.[0]
    if (one === undefined) return false
    if (one.endsWith('(') && one.length > 1 && !pure.has(one.slice(0, -1).toUpperCase())) return false
    if (/^[A-Za-z_.$]/.test(one) && !one.endsWith('(') && !isCell(one) && !/^(TRUE|FALSE)$/i.test(one)) return false
  }
  return true
}

const isCell = (word: string) => /^\$?[A-Za-z]{1,3}\$?\d{1,7}$|^\$?[A-Za-z]{1,3}$/.test(word)

/** Whether a text consists only of cell references of this workbook, such as `'Sheet 1'!$A$1:$B$9,Sheet2!$A:$A`. */
export const isReference = (text: string): boolean =>
  text.length <= longest &&
  text.split(',').every((one) => {
    const [cells = '', sheet, ...more] = one.split('!').reverse()
    if (more.length > 0 || (sheet !== undefined && !/^(?:'[^'[\]|\\/:]{1,31}'|[\p{L}\p{N}_.]{1,31})$/u.test(sheet)))
      return false
    return /^\$?[A-Za-z]{0,3}\$?\d{0,7}(?::\$?[A-Za-z]{0,3}\$?\d{0,7})?$/.test(cells) && cells.length > 0
  })
