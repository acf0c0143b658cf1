import { type Installation, usualNeutralPage } from '@palermo/shared/installation/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { type House, heading, patience } from './house.ts'

const neutral = usualNeutralPage

/** The page where anybody might be, which no test fetches. */
const stands = (page: Page) => page.route(neutral, (route) => route.fulfill({ body: 'An encyclopedia', status: 200 }))

/** As often as it takes: on a busy machine three presses may come too far apart to count as one hurry. */
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
      // Other keys in between are no hurry; two presses do nothing.
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
      // What was seen before it is in the history, and shows nothing.
      await page.goBack()
      await heading(page, 'Sign in').waitFor()
      expect(page.url()).toContain('directory')
      // The page that asks to sign in may note how far it is scrolled, and nothing of what was there before.
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
      // No answer comes any more, to anything.
      await page.route('**/api/**', () => undefined)
      await threeTimes(page)
      await page.waitForURL(neutral)
      await page.unroute('**/api/**')
      expects('401')
      await page.goBack()
      await heading(page, 'Sign in').waitFor()
      // It has told the server by now, and knows that it need not again.
      const left = () => page.evaluate(() => localStorage.getItem('leaving'))
      await vi.waitFor(async () => expect(await left()).toBeNull(), { timeout: patience })
      await page.goto(`${house().address}/work`)
      await heading(page, 'Sign in').waitFor()
      house().forget(email)
    })

    test('to the page that an administrator has set, which learns nothing of where somebody was', async () => {
      const email = 'officer.two@police.demo'
      const page = 'https://weather.example.org/'
      const administrator = await house().elsewhere('admin@taskforce.demo')
      const { neutralPage: was } = await administrator<Installation>('GET', '/installation')
      await administrator('PATCH', '/installation', { neutralPage: page, was })
      const visitor = await house().enter(email, '/directory')
      const asked: (string | undefined)[] = []
      await visitor.page.route(page, (route) => {
        asked.push(route.request().headers().referer)
        return route.fulfill({ body: 'Rain', status: 200 })
      })
      await visitor.page.getByRole('button', { name: 'Quick exit' }).click()
      await visitor.page.getByText('Rain').waitFor()
      expect(asked).toEqual([undefined])
      await administrator('PATCH', '/installation', { neutralPage: was, was: page })
      house().forget(email)
    })
  })
