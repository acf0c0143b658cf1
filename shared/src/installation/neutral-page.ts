import { z } from 'zod'

/**
 * The default quick-exit page: a search page that needs no account, opens in every country of the shipped profiles and
 * in China, and raises no suspicion in a browser history.
 */
export const usualNeutralPage = 'https://www.bing.com/'

/** Matches https, a host without a user name, and no space. `app.approval_stands` checks the same. */
const shape = /^https:\/\/[^/?#@\\\s]+([/?#]\S*)?$/

const isNeutral = (text: string): boolean => shape.test(text) && URL.canParse(text)

/** The address of a quick-exit page. */
export const NeutralPage = z.string().trim().max(300).refine(isNeutral, 'has to begin with https://')
export type NeutralPage = z.infer<typeof NeutralPage>
