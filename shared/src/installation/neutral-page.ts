import { z } from 'zod'

/**
 * Where quick exit leads unless an installation names another page: a search page that needs no account, opens in every
 * country of the shipped profiles and in China, and that anybody may have had open.
 */
export const usualNeutralPage = 'https://www.bing.com/'

/** https, a host without a user name before it, and no space: `app.approval_stands` asks the same. */
const shape = /^https:\/\/[^/?#@\\\s]+([/?#]\S*)?$/

const isNeutral = (text: string): boolean => shape.test(text) && URL.canParse(text)

/** An address that anybody may have open. */
export const NeutralPage = z.string().trim().max(300).refine(isNeutral, 'has to begin with https://')
export type NeutralPage = z.infer<typeof NeutralPage>
