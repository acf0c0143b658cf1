import type { Prefix } from './namespaces.ts'

/** The element that a part must begin with, and the namespaces that occur in it. */
export interface Root {
  prefix: Prefix | ''
  local: string
  uses: readonly Prefix[]
}
