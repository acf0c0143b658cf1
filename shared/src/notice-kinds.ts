/** The kinds of notification, by which users choose what they receive. Each kind covers several topics. */
export const noticeKinds = [
  'work',
  'answers',
  'changes',
  'progress',
  'pressing-clocks',
  'late',
  'reminders',
  'agencies',
] as const
export type NoticeKind = (typeof noticeKinds)[number]
