import { demoPassword } from '@palermo/server/demo/cast.ts'
import type { Session } from '@palermo/shared/accounts/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { cut, cutOffFaults } from './cut.ts'
import { type House, heading, patience, type Size } from './house.ts'
import { aFullDraft } from './sent.ts'

const receiver = 'Blue Kite Support'
const seen = { timeout: patience, interval: 50 }
const waits = (page: Page) => page.getByText(`Waiting to be sent to ${receiver}`)
const bar = (page: Page) => page.getByText(`A referral to ${receiver} is waiting to be sent.`)
const sendButton = (page: Page) => page.getByRole('button', { name: `Send to ${receiver}` })
const laidDown = (page: Page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith('kept.')))

/** Creates a complete draft and opens its last step as the sender. */
const onAFullDraft = async (house: House, who: string, size: Size = 'desk') => {
  const { referral } = await aFullDraft(house, who, receiver)
  const visitor = await house.enter(who, `/referrals/new?draft=${referral.id}&step=check`, size)
  for (const fault of cutOffFaults) visitor.expects(fault)
  await sendButton(visitor.page).waitFor()
  await visitor.settled()
  const asks = await house.elsewhere(who)
  return { ...visitor, id: referral.id, asks, read: () => asks<Referral>('GET', `/referrals/${referral.id}`) }
}

/** Returns how many times the referral was sent, according to its timeline. */
const timesSent = ({ timeline }: Referral) => timeline.filter(({ action }) => action === 'send').length

export const aReferralWaits = (house: () => House) =>
  describe('"Send" is pressed without a connection', { timeout: 120_000 }, () => {
    test('it waits where the button was, on the list and after a reload, and is sent once when the line is back', async () => {
      const { page, read, id } = await onAFullDraft(house(), 'officer@labour.demo', 'phone')
      await cut(page)
      await sendButton(page).tap()
      await waits(page).waitFor()
      expect(await sendButton(page).count()).toBe(0)
      expect((await read()).status).toBe('draft')
      expect(JSON.stringify(await laidDown(page))).not.toContain(receiver)
      await page.goto(`${house().address}/referrals?box=outbox`)
      await bar(page).waitFor()
      await page.getByRole('list', { name: 'Waiting to be sent' }).getByText(receiver).waitFor()
      // The page of the draft also says after a reload that the referral waits to be sent.
      await page.unroute('**/api/**')
      await page.route(`**/api/referrals/${id}/actions`, (route) => route.abort('internetdisconnected'))
      await page.goto(`${house().address}/referrals/new?draft=${id}`)
      await waits(page).waitFor()
      expect((await read()).status).toBe('draft')
      await page.unroute(`**/api/referrals/${id}/actions`)
      await vi.waitFor(async () => expect((await read()).status).toBe('sent'), seen)
      await page.waitForURL(`**/referrals/${id}`)
      await bar(page).waitFor({ state: 'detached' })
      expect(await laidDown(page)).toEqual([])
      expect(timesSent(await read())).toBe(1)
    })

    test('an answer that was lost does not send it twice', async () => {
      const { page, read, id } = await onAFullDraft(house(), 'officer@labour.demo')
      let tries = 0
      await page.route(`**/api/referrals/${id}/actions`, async (route) => {
        tries += 1
        await route.fetch()
        await route.abort('internetdisconnected')
      })
      await sendButton(page).click()
      await page.waitForURL(`**/referrals/${id}`)
      expect(tries).toBe(1)
      expect((await read()).status).toBe('sent')
      expect(timesSent(await read())).toBe(1)
    })

    test('what was typed without a line is saved first, and goes with it', async () => {
      const { page, read, id } = await onAFullDraft(house(), 'officer@labour.demo')
      await cut(page)
      await page.getByRole('button', { name: 'Change: Who do you ask, and for what?' }).click()
      await page.getByLabel('Meeting point').fill('Gate 7')
      await page.getByRole('button', { name: 'Next', exact: true }).click()
      await sendButton(page).click()
      await waits(page).waitFor()
      await page.unroute('**/api/**')
      await page.waitForURL(`**/referrals/${id}`)
      const { status, answers } = await read()
      expect({ status, point: answers['meeting-point'] }).toEqual({ status: 'sent', point: 'Gate 7' })
    })

    test('sending can be cancelled: the draft stays, and nothing goes out with the line', async () => {
      const { page, read } = await onAFullDraft(house(), 'officer@immigration.demo')
      await cut(page)
      await sendButton(page).click()
      await page.getByRole('button', { name: 'Cancel sending' }).click()
      await sendButton(page).waitFor()
      await page.unroute('**/api/**')
      await page.goto(`${house().address}/referrals?box=outbox`)
      await page.getByRole('row').first().waitFor()
      expect(await bar(page).count()).toBe(0)
      expect((await read()).status).toBe('draft')
      expect(await laidDown(page)).toEqual([])
    })

    test('a draft that was changed on another device meanwhile is not sent: it says why, and nothing is lost', async () => {
      const { page, read, asks, id, expects } = await onAFullDraft(house(), 'officer.two@immigration.demo')
      expects('409')
      await cut(page)
      await sendButton(page).click()
      await waits(page).waitFor()
      await page.goto(`${house().address}/work`)
      await bar(page).waitFor()
      const { referral, answers } = await asks<Draft>('GET', `/referrals/${id}/draft`)
      const changed = { ...answers, 'meeting-point': 'Gate 4' }
      const body = {
        version: referral.version,
        seenAt: referral.updatedAt,
        toAgencyId: referral.to?.id,
        answers: changed,
      }
      await asks('PUT', `/referrals/${id}/draft`, body)
      await page.unroute('**/api/**')
      await page
        .getByText(`The referral to ${receiver} was not sent: Someone else changed this in the meantime.`)
        .waitFor()
      await page.getByRole('link', { name: 'Open it' }).click()
      await heading(page, 'Check your answers').waitFor()
      await page.getByRole('alert').getByText('Someone else changed this in the meantime').waitFor()
      await page.getByText('Gate 4').first().waitFor()
      expect((await read()).status).toBe('draft')
      await sendButton(page).click()
      await vi.waitFor(async () => expect((await read()).status).toBe('sent'), seen)
    })

    test('signing out asks first, as what waits would be gone', async () => {
      const who = 'caseworker@welfare.demo'
      const { page, read } = await onAFullDraft(house(), who)
      await cut(page)
      await sendButton(page).click()
      await waits(page).waitFor()
      const signOut = async () => {
        await page.getByRole('button', { name: /^You: / }).click()
        await page.getByRole('menuitem', { name: 'Sign out' }).click()
      }
      await signOut()
      const asked = page.getByRole('dialog', { name: 'One entry on this device has not been sent' })
      await asked.getByRole('button', { name: 'Cancel' }).click()
      await waits(page).waitFor()
      await signOut()
      await asked.getByRole('button', { name: 'Sign out and lose it' }).click()
      await heading(page, 'Sign in').waitFor()
      expect(await laidDown(page)).toEqual([])
      house().forget(who)
      expect((await read()).status).toBe('draft')
    })

    test('a session that ends meanwhile keeps it for the same person, and it is sent when they are back', async () => {
      const who = 'officer@foreign-affairs.demo'
      const { page, read, asks, expects } = await onAFullDraft(house(), who)
      await cut(page)
      await sendButton(page).click()
      await waits(page).waitFor()
      const { items: sessions } = await asks<{ items: Session[] }>('GET', '/sessions')
      for (const { id, current } of sessions) if (!current) await asks('DELETE', `/sessions/${id}`)
      expects('401 ')
      await page.unroute('**/api/**')
      const again = page.getByRole('dialog', { name: 'Sign in again' })
      await again.getByLabel('Password').fill(demoPassword)
      await again.getByLabel('Password').press('Enter')
      await again.waitFor({ state: 'detached' })
      house().forget(who)
      await vi.waitFor(async () => expect((await read()).status).toBe('sent'), seen)
      expect(timesSent(await read())).toBe(1)
    })
  })
