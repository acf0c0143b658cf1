/**
 * Caches the last answers of a pure function, because calendar arithmetic with time zones is slow, and the deadlines of
 * a day need the same few results again and again.
 */
export const remember = (most = 2000) => {
  const answers = new Map<string, string>()
  return (question: string, answer: () => string): string => {
    const known = answers.get(question)
    if (known !== undefined) return known
    if (answers.size >= most) answers.clear()
    const fresh = answer()
    answers.set(question, fresh)
    return fresh
  }
}
