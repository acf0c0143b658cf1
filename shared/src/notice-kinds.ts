/** Kinds of notification in the settings: coarser than topics, finer than "everything". */
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
