import { z } from 'zod'
import { Approval } from '../approvals/contract.ts'
import { NeutralPage } from './neutral-page.ts'

/** What administrators set for everybody of this installation. */
export const Installation = z.object({
  /** The page in force. Null: none was set here. */
  neutralPage: z.string().nullable(),
  /** What holds where none was set: the deployment's own, else the usual one. */
  usualNeutralPage: z.string(),
  /** A requested change of the page, which is in force only after a person of another agency has approved it. */
  waiting: Approval.nullable(),
})
export type Installation = z.infer<typeof Installation>

/** `was`: what stood there when it was looked at. */
export const ChangeInstallation = z.strictObject({
  neutralPage: NeutralPage.nullable(),
  was: z.string().max(300).nullable(),
})
export type ChangeInstallation = z.infer<typeof ChangeInstallation>
