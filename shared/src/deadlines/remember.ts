/**
 * Calendar arithmetic by time zone is slow, and a day's clocks ask the same few questions again and again: the last
 * answers are kept. Same question, same answer, so nothing can tell that it was remembered.
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
