/** Parameters of the form page in the URL. */
export interface WriteSearch {
  draft?: string | undefined
  /** The id of unsent changes that are stored on this device. */
  kept?: string | undefined
  case?: string | undefined
  step?: string | undefined
  /** The receiver of a new draft. */
  to?: string | undefined
  /** The form of a new draft; by default the short form. */
  form?: string | undefined
  /** The language of the questions. */
  lang?: string | undefined
}
