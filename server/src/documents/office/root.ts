import type { Prefix } from './namespaces.ts'

/** The root element that a part must have, and the namespaces that the part may use. */
export interface Root {
  prefix: Prefix | ''
  local: string
  uses: readonly Prefix[]
}
