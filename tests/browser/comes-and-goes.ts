import { demoPassword } from '@palermo/server/demo/cast.ts'
import { describe, expect, test, vi } from 'vitest'
import { type House, heading, patience, signIn } from './house.ts'

const hidden = 'Nothing found here'

export const somebodyComesAndGoes = (house: () => House) =>
  describe('somebody comes and goes', { timeout: 180_000 }, () => {
    test('a wrong password is said plainly, the right one leads to where the link led', async () => {
      const { page, expects } = await house().stranger()
      await page.goto(`${house().address}/directory?child=true`)
      await heading(page, 'Sign in').waitFor()
      await page.getByLabel('E-mail').fill('officer@labour.demo')
      await page.getByLabel('Password').fill('not the password')
      expects('401 POST /api/sign-in')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByRole('alert').getByText('E-mail or password is wrong').waitFor()
      expect(await page.getByLabel('E-mail').inputValue()).toBe('officer@labour.demo')
      await page.getByLabel('Password').fill(demoPassword)
      await page.getByLabel('Password').press('Enter')
      await heading(page, 'Directory').waitFor()
      expect(await page.getByLabel('For a child').isChecked()).toBe(true)
    })

    test('a second tab knows at once how many notices wait', async () => {
      const first = await house().enter('caseworker@ngo.demo', '/directory')
      const bell = /^Notices, \d+ unread$/
      const waiting = first.page.getByRole('button', { name: bell })
      await waiting.waitFor()
      const second = await house().enter('caseworker@ngo.demo', '/directory')
      const told = second.page.getByRole('button', { name: bell })
      // Both sessions can receive another notification meanwhile, so the two labels are compared repeatedly.
      await vi.waitFor(
        async () => expect(await told.getAttribute('aria-label')).toBe(await waiting.getAttribute('aria-label')),
        { timeout: patience, interval: 50 },
      )
    })

    test('signing out empties every tab, and the back button brings nothing back', async () => {
      const first = await house().enter('supervisor@labour.demo', '/work')
      const second = await house().enter('supervisor@labour.demo', '/work')
      // Signing out removes the service worker, which can interrupt the loading of scripts for other pages.
      for (const { expects } of [first, second]) {
        expects('net::ERR_FAILED')
        // If both pages renew the session at the same moment, the later request is refused and sent again.
        expects('409 POST /api/sign-in/refresh')
      }
      await second.page.getByRole('link', { name: 'Directory' }).click()
      await heading(second.page, 'Directory').waitFor()
      for (const { page } of [first, second]) await page.waitForFunction(isServed)
      await first.page.getByRole('button', { name: /^You: / }).click()
      await first.page.getByRole('menuitem', { name: 'Sign out' }).click()
      for (const { page } of [first, second]) await heading(page, 'Sign in').waitFor()
      await second.page.goBack()
      await heading(second.page, 'Sign in').waitFor()
      expect(await second.page.getByText('Labour').count()).toBe(0)
      house().forget('supervisor@labour.demo')

      // Both tabs are reloaded when the next person signs in, so that data in their memory is lost.
      for (const { page } of [first, second]) await page.evaluate(() => Object.assign(window, { mark: 'left' }))
      await first.page.getByLabel('E-mail').fill('supervisor@health.demo')
      await first.page.getByLabel('Password').fill(demoPassword)
      await first.page.getByLabel('Password').press('Enter')
      for (const { page } of [first, second]) {
        await page.getByRole('button', { name: /^You: / }).waitFor()
        expect(await page.evaluate(() => 'mark' in window)).toBe(false)
      }
    })

    test('a session that is ended from elsewhere ends at once, and keeps what was typed until the same person is back', async () => {
      const email = 'caseworker@local-government.demo'
      const desk = await house().enter(email, '/referrals/new')
      const phone = await house().enter(email, '/account', 'phone')
      const sessions = phone.page.getByRole('region', { name: 'Where you are signed in' })
      await desk.page.getByRole('radio', { name: 'Alone' }).check()
      await desk.page.getByText(/^Saved/).waitFor()
      await phone.page.reload()
      // The list contains one other session, that of the desktop browser.
      await sessions.getByRole('button', { name: 'End session' }).tap()
      await phone.page.getByText('Session ended.').waitFor()
      desk.expects('401')
      await desk.page.getByRole('radio', { name: 'With others, not apart yet' }).check()
      const again = desk.page.getByRole('dialog', { name: 'Sign in again' })
      await again.waitFor()
      expect(await again.getByLabel('E-mail').inputValue()).toBe(email)
      await again.getByLabel('Password').fill(demoPassword)
      await again.getByLabel('Password').press('Enter')
      await again.waitFor({ state: 'detached' })
      expect(await desk.page.getByRole('radio', { name: 'With others, not apart yet' }).isChecked()).toBe(true)
      await desk.page.getByText(/^Saved/).waitFor()
    })

    test('a new password needs the old one, ends the other sessions, and is the only one that opens', async () => {
      const email = 'supervisor@health.demo'
      const { page, expects } = await house().enter(email, '/account')
      const form = page.getByRole('region', { name: 'Password' })
      const change = async (current: string, next: string) => {
        await form.getByLabel('Current password').fill(current)
        await form.getByLabel('New password').fill(next)
        await form.getByRole('button', { name: 'Change password' }).click()
      }
      const chosen = 'seven quiet rivers at dawn'
      await form.getByLabel('New password').fill('short')
      await form.getByText('Use at least').waitFor()
      expects('POST /api/password')
      await change('not the password', chosen)
      await form.getByRole('alert').waitFor()
      await change(demoPassword, chosen)
      await page.getByText('Password changed. Your other sessions have ended.').waitFor()
      const other = await house().stranger()
      other.expects('401 POST /api/sign-in')
      await other.page.goto(`${house().address}/sign-in`)
      await other.page.getByLabel('E-mail').fill(email)
      await other.page.getByLabel('Password').fill(demoPassword)
      await other.page.getByLabel('Password').press('Enter')
      await other.page.getByText('E-mail or password is wrong').waitFor()
      await signIn(other.page, `${house().address}/sign-in`, email, chosen)
    })

    test('without a connection a bar says so, what is typed stays, and it is saved when the line is back', async () => {
      const { page, expects } = await house().enter('officer.two@immigration.demo', '/referrals/new', 'phone')
      const next = page.getByRole('button', { name: 'Next', exact: true })
      await page.getByRole('radio', { name: 'Yes', exact: true }).first().tap()
      await page.getByText(/^Saved/).waitFor()
      expects('net::ERR')
      await page.context().setOffline(true)
      await page.getByText('No connection. What you type stays on this page').waitFor()
      await page.getByRole('radio', { name: 'Tonight' }).tap()
      await next.tap()
      await heading(page, 'Which language, and how old?').waitFor()
      const under18 = page.getByRole('group', { name: 'Under 18' }).getByRole('radio', { name: 'Not sure' })
      await under18.tap()
      await page.getByText('Offline, kept on this device, 2 answers not sent yet.').waitFor()
      await page.context().setOffline(false)
      await page.getByText(/^Saved/).waitFor()
      await page.getByText('No connection.').waitFor({ state: 'detached' })
      await page.reload()
      await heading(page, 'Which language, and how old?').waitFor()
      expect(await under18.isChecked()).toBe(true)
    })

    test('an address that is none says so, the same way as what is hidden, and leads home', async () => {
      const { page, expects } = await house().enter('officer@labour.demo', '/no/such/page')
      await heading(page, hidden).waitFor()
      const words = await page.getByRole('main').textContent()
      const nobodys = '/cases/019ac5b2-0000-7000-8000-000000000000'
      expects(`404 GET /api${nobodys}`)
      expects('Refused: There is nothing here')
      await page.goto(house().address + nobodys)
      await heading(page, hidden).waitFor()
      expect(await page.getByRole('main').textContent()).toBe(words)
      await page.getByRole('link', { name: 'Go to your home page' }).click()
      await heading(page, 'Work').waitFor()
    })
  })

/** Runs in the page: whether a service worker controls the page. */
const isServed = () => navigator.serviceWorker.controller !== null
