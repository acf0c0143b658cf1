import type { Me } from '@palermo/shared/accounts/contract.ts'
import type { Installation } from '@palermo/shared/installation/contract.ts'
import { usualNeutralPage } from '@palermo/shared/installation/neutral-page.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { type House, heading, patience } from './house.ts'

const neutral = usualNeutralPage

/** Replaces the neutral page to which "leave" leads, so that no test requests it. */
const stands = (page: Page) => page.route(neutral, (route) => route.fulfill({ body: 'An encyclopedia', status: 200 }))

/** Repeats, because on a busy machine three presses can be too far apart to count as one gesture. */
const threeTimes = async (page: Page) => {
  for (let tries = 0; tries < 10 && page.url() !== neutral; tries += 1) {
    for (const _ of [1, 2, 3]) await page.keyboard.press('Escape')
    await page.waitForURL(neutral, { timeout: 3000 }).catch(() => undefined)
  }
}

export const somebodyLeavesAtOnce = (house: () => House) =>
  describe('somebody leaves at once', { timeout: 120_000 }, () => {
    test('with the form half written: what was just typed is kept, nothing asks, and the way back is the sign-in', async () => {
      const email = 'officer@labour.demo'
      const asks = await house().elsewhere(email)
      const { page, expects } = await house().enter(email, '/directory')
      await stands(page)
      await page.getByRole('link', { name: 'New referral' }).click()
      await page.getByRole('radio', { name: 'Alone' }).check()
      await page.getByText(/^Saved/).waitFor()
      const { searchParams } = new URL(page.url())
      // Another key between the presses ends the gesture, and two presses alone do nothing.
      for (const key of ['Escape', 'Escape', 'Shift', 'Escape']) await page.keyboard.press(key)
      expect(page.url()).toContain(house().address)
      await page.getByRole('radio', { name: 'With others, not apart yet' }).check()
      await threeTimes(page)
      await page.waitForURL(neutral)
      await page.getByText('An encyclopedia').waitFor()
      const kept = async () => asks<Draft>('GET', `/referrals/${searchParams.get('draft')}/draft`)
      await vi.waitFor(async () => expect((await kept()).answers.companions).toBe('not-yet-apart'), {
        timeout: patience,
      })
      expects('401')
      // The earlier pages are in the browser history, but show nothing.
      await page.goBack()
      await heading(page, 'Sign in').waitFor()
      expect(page.url()).toContain('directory')
      // The router may store the scroll position of the sign-in page, but nothing about the pages before.
      expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toMatch(/referral|draft|companions/)
      house().forget(email)
    })

    test('while the server hangs, by the button, out of a dialog: this browser knows of no session, and ends it later', async () => {
      const email = 'supervisor@foreign-affairs.demo'
      const { page, expects } = await house().enter(email, '/directory')
      await stands(page)
      await page.getByRole('link', { name: 'Work', exact: true }).click()
      await heading(page, 'Work').waitFor()
      await page.keyboard.press('Control+K')
      await page.getByRole('dialog', { name: 'Find or do' }).getByRole('combobox').waitFor()
      // No request is answered any more.
      await page.route('**/api/**', () => undefined)
      await threeTimes(page)
      await page.waitForURL(neutral)
      await page.unroute('**/api/**')
      expects('401')
      await page.goBack()
      await heading(page, 'Sign in').waitFor()
      // The page ends the session on the server and then removes `leaving`, the reminder to end the session.
      const left = () => page.evaluate(() => localStorage.getItem('leaving'))
      await vi.waitFor(async () => expect(await left()).toBeNull(), { timeout: patience })
      await page.goto(`${house().address}/work`)
      await heading(page, 'Sign in').waitFor()
      house().forget(email)
    })

    test('to the page that two persons agreed on, which learns nothing of where somebody was', async () => {
      const email = 'officer.two@police.demo'
      const weather = 'https://weather.example.org/'
      const asAdministrator = await house().elsewhere('admin@taskforce.demo')
      const asHead = await house().elsewhere('head@ngo.demo')
      const inForce = async () => (await asAdministrator<Me>('GET', '/me')).neutralPage

      const { page: settings } = await house().enter('admin@taskforce.demo', '/administration/settings')
      const address = settings.getByRole('textbox', { name: 'New address' })
      await address.fill('weather')
      await settings.getByRole('button', { name: 'Request change' }).click()
      await settings.getByText('Enter a whole address').waitFor()
      await address.fill(weather)
      await settings.getByRole('button', { name: 'Request change' }).click()
      const waiting = settings.getByRole('region', { name: 'Change waiting for a second person' })
      await waiting.getByText(`Quick exit opens ${weather} instead of the usual page`).waitFor()
      await waiting.getByText(`quick exit opens ${neutral}`).waitFor()
      expect(await address.count()).toBe(0)
      expect(await inForce()).toBe(neutral)

      const { page: approvals } = await house().enter('head@ngo.demo', '/approvals')
      const row = approvals.getByRole('listitem').filter({ hasText: `Quick exit opens ${weather}` })
      await row.getByRole('button', { name: 'Approve', exact: true }).click()
      await approvals.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
      await vi.waitFor(async () => expect(await inForce()).toBe(weather), { timeout: patience })

      const visitor = await house().enter(email, '/directory')
      const asked: (string | undefined)[] = []
      await visitor.page.route(weather, (route) => {
        asked.push(route.request().headers().referer)
        return route.fulfill({ body: 'Rain', status: 200 })
      })
      await visitor.page.getByRole('button', { name: 'Quick exit' }).click()
      await visitor.page.getByText('Rain').waitFor()
      expect(asked).toEqual([undefined])
      const { waiting: back } = await asAdministrator<Installation>('PATCH', '/installation', {
        neutralPage: null,
        was: weather,
      })
      await asHead('POST', `/approvals/${back?.id}/actions`, { action: 'approve', version: back?.version })
      expect(await inForce()).toBe(neutral)
      house().forget(email)
    })
  })
