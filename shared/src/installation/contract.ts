import { z } from 'zod'
import { Approval } from '../approvals/contract.ts'
import { NeutralPage } from './neutral-page.ts'

/** Settings of administrators for all users of this installation. */
export const Installation = z.object({
  /** The page in force. Null: none was set. */
  neutralPage: z.string().nullable(),
  /** The page without that setting: the deployment's own, else the product's default. */
  usualNeutralPage: z.string(),
  /** A requested change of the page, which is in force only after a person of another agency has approved it. */
  waiting: Approval.nullable(),
})
export type Installation = z.infer<typeof Installation>

/** `was`: the value that the client read. */
export const ChangeInstallation = z.strictObject({
  neutralPage: NeutralPage.nullable(),
  was: z.string().max(300).nullable(),
})
export type ChangeInstallation = z.infer<typeof ChangeInstallation>
