import { z } from 'zod'
import { Approval } from '../approvals/contract.ts'
import { NeutralPage } from './neutral-page.ts'

/** The settings of this installation, which administrators change for all users. */
export const Installation = z.object({
  /** The quick-exit page that administrators have set; null if they set none. */
  neutralPage: z.string().nullable(),
  /**
   * The quick-exit page that applies if administrators set none: that of the deployment, otherwise the default of the
   * product.
   */
  usualNeutralPage: z.string(),
  /** A requested change of the quick-exit page, which waits for approval by a person of another agency. */
  waiting: Approval.nullable(),
})
export type Installation = z.infer<typeof Installation>

/**
 * A request to change the quick-exit page. `was`: the address that the client read, so that a change by another
 * administrator is not overwritten.
 */
export const ChangeInstallation = z.strictObject({
  neutralPage: NeutralPage.nullable(),
  was: z.string().max(300).nullable(),
})
export type ChangeInstallation = z.infer<typeof ChangeInstallation>
