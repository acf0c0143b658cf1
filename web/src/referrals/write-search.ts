/** What the address says of a referral that is being written. */
export interface WriteSearch {
  draft?: string | undefined
  /** Under which name something that was not sent lies on this device. */
  kept?: string | undefined
  case?: string | undefined
  step?: string | undefined
  /** The agency that a fresh one is begun for. */
  to?: string | undefined
  /** Which form a fresh one is begun with; the short one where none is named. */
  form?: string | undefined
  /** In which language its questions are shown. */
  lang?: string | undefined
}
