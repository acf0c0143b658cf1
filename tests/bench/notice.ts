import type { ReferralSummary } from '@palermo/shared/referrals/contract.ts'
import { Referral, ReferralReply } from '@palermo/shared/referrals/contract.ts'
import type { Browser } from 'playwright-core'
import { median } from './measure.ts'
import { signedInPage } from './page.ts'
import { type Caller, signIn } from './system.ts'

export interface NoticeFigures {
  /**
   * Milliseconds from the reply to the amendment, which follows
   * its commit, to the new count on the caseworker's open page.
   */
  median: number
  worst: number
  acts: number
}

const acts = 20

/** An officer amends a referral repeatedly while a caseworker has a page open. */
export const measureNotice = async (browser: Browser, address: string): Promise<NoticeFigures> => {
  const officer = await signIn(address, 'officer@police.demo')
  const caseworker = await signIn(address, 'caseworker@ngo.demo')
  const referral = await amendable(officer, caseworker)
  let { version } = referral
  const page = await signedInPage(browser, address, 'caseworker@ngo.demo')
  const streaming = page.waitForResponse('**/api/stream')
  await page.goto('/work')
  await streaming
  const bell = page.locator('button:has(svg.lucide-bell)')
  const times: number[] = []
  for (let act = 0; act < acts; act++) {
    // The bell counts the cases with unread notices, so its count only changes at the first notice of a case.
    await caseworker.call('POST', '/notices/read', { all: true })
    await bell.locator('span.figures').waitFor({ state: 'detached' })
    const before = (await bell.getAttribute('aria-label')) ?? ''
    const seen = bell.evaluate(
      (button, label) =>
        new Promise<number>((resolve, reject) => {
          setTimeout(() => reject(new Error('the count of the bell did not change within a minute')), 60_000)
          new MutationObserver((_, observer) => {
            if (button.getAttribute('aria-label') === label) return
            observer.disconnect()
            requestAnimationFrame(() => resolve(Date.now()))
          }).observe(button, { attributes: true })
        }),
      before,
    )
    const amended = ReferralReply.parse(
      await officer.call('POST', `/referrals/${referral.id}/actions`, {
        action: 'amend',
        version,
        topic: 'other',
        old: `before ${act}`,
        new: `after ${act}`,
        reason: 'measured',
      }),
    )
    version = amended.version
    const committed = Date.now()
    times.push(Math.max(0, (await seen) - committed))
  }
  await page.context().close()
  return { median: median(times), worst: Math.max(...times), acts }
}

/**
 * Finds a referral between the two agencies that the officer
 * may amend and of whose amendment the caseworker is notified.
 */
const amendable = async (officer: Caller, caseworker: Caller): Promise<Referral> => {
  const { items } = await officer.call<{ items: ReferralSummary[] }>(
    'GET',
    `/referrals?box=team&open=true&limit=100&agency=${caseworker.agencyId}`,
  )
  const told = items.filter(
    ({ to, assigneeId }) =>
      to?.id === caseworker.agencyId && (assigneeId ?? caseworker.personId) === caseworker.personId,
  )
  for (const { id } of told) {
    const referral = Referral.parse(await officer.call('GET', `/referrals/${id}`))
    if (referral.actions.includes('amend')) return referral
  }
  throw new Error('the demo has no referral of the police that its caseworker would be told of')
}
