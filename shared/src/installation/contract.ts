import { z } from 'zod'

/**
 * Where quick exit leads unless an installation names another page: a search page that needs no account, opens in every
 * country of the shipped profiles and in China, and that anybody may have had open.
 */
export const usualNeutralPage = 'https://www.bing.com/'

/** An address that anybody may have open: https, without a sign-in in it. */
const isNeutral = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, hostname } = new URL(text)
  return protocol === 'https:' && username === '' && password === '' && hostname !== ''
}

export const NeutralPage = z.string().trim().max(300).refine(isNeutral, 'has to begin with https://')
export type NeutralPage = z.infer<typeof NeutralPage>

/** What an administrator sets for everybody of this installation. */
export const Installation = z.object({
  /** Null: none was set here. */
  neutralPage: z.string().nullable(),
  /** What holds where none was set: the deployment's own, else the usual one. */
  usualNeutralPage: z.string(),
})
export type Installation = z.infer<typeof Installation>

/** `was`: what stood there when it was looked at. */
export const ChangeInstallation = z.strictObject({
  neutralPage: NeutralPage.nullable(),
  was: z.string().max(300).nullable(),
})
export type ChangeInstallation = z.infer<typeof ChangeInstallation>
