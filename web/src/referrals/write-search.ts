/** What the address says of a referral that is being written. */
export interface WriteSearch {
  draft?: string | undefined
  case?: string | undefined
  step?: string | undefined
  /** The agency that a fresh one is begun for. */
  to?: string | undefined
}
