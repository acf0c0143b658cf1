import { demoPassword } from '@palermo/server/demo/cast.ts'
import type { Session } from '@palermo/shared/accounts/contract.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import { openCompartments } from '@palermo/shared/compartments.ts'
import type { ContactLog } from '@palermo/shared/contacts/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { type House, heading, patience } from './house.ts'

const canary = 'Canary of the border'
const title = 'What do you know about the person?'
const name = (page: Page) => page.getByLabel('Name, or any name the person chooses')
const laidDown = (page: Page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith('kept.')))
const draftIn = (page: Page) => new URL(page.url()).searchParams.get('draft')
const offline = (count: string) => `Offline, kept on this device, ${count} not sent yet.`
const seen = { timeout: patience, interval: 50 }

/** Waits until the service worker has cached the page and all of its files. */
const ready = (page: Page) =>
  vi.waitFor(async () => {
    const missing = await page.evaluate(async () => {
      const files = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/'))
      const found = await Promise.all(['/', ...files.map(({ name }) => name)].map((file) => caches.match(file)))
      return files.length > 5 ? found.filter((one) => !one).length : 'nothing yet'
    })
    expect(missing).toBe(0)
  }, seen)

/**
 * Waits until the page is controlled by the service worker, which waits for a connection if a script cannot be loaded.
 */
const waitsForALine = (page: Page) =>
  vi.waitFor(async () => expect(await page.evaluate(() => !!navigator.serviceWorker.controller)).toBe(true), seen)

/** Creates a case of the caseworker and opens its page with a service worker, so that the connection can be cut. */
const onACase = async (house: House) => {
  const who = 'caseworker@ngo.demo'
  const asks = await house.elsewhere(who)
  const asked = { urgency: 'soon', under18: 'no', ageBand: '21-29' }
  const row = await asks<Case>('POST', '/cases', asked, { 'idempotency-key': crypto.randomUUID() })
  const { page, expects, settled } = await house.enter(who, `/cases/${row.id}?tab=notes`)
  await settled()
  await waitsForALine(page)
  expects('net::ERR')
  return { who, page, expects, asks, row }
}

/** Returns the content of every unsent draft of the officer. */
const draftsOf = async (house: House, email: string) => {
  const elsewhere = await house.elsewhere(email)
  const { items } = await elsewhere<{ items: { id: string }[] }>('GET', '/referrals?box=outbox&status=draft')
  return Promise.all(items.map(({ id }) => elsewhere<Draft>('GET', `/referrals/${id}/draft`)))
}

export const aLineDies = (house: () => House) =>
  describe('at a border desk the line dies', { timeout: 120_000 }, () => {
    test('before the first answer was sent: it lies sealed here, outlives the page, and is begun once', async () => {
      const who = 'officer.two@immigration.demo'
      const before = (await draftsOf(house(), who)).length
      const { page, expects } = await house().enter(who, '/referrals/new?step=person', 'phone')
      await heading(page, title).waitFor()
      await ready(page)
      expects('net::ERR')
      // Without a connection the session cannot be renewed: the page says so, and so does the console.
      expects('Unreachable: offline')
      // The session was being renewed when the connection came back and the page was reloaded.
      expects('409 POST /api/sign-in/refresh')
      await page.context().setOffline(true)
      await name(page).fill(canary)
      await page.getByText(offline('1 answer')).waitFor()
      const sealed = await laidDown(page)
      expect(sealed).toHaveLength(1)
      expect(JSON.stringify(sealed)).not.toContain('Canary')

      page.once('dialog', (dialog) => void dialog.accept())
      await page.reload()
      await page.getByText('What you typed is stored encrypted on this device.').waitFor()
      expect(await page.getByText('Canary').count()).toBe(0)

      await page.context().setOffline(false)
      await heading(page, title).waitFor()
      await page.getByText(/^Saved/).waitFor()
      expect(await name(page).inputValue()).toBe(canary)
      await vi.waitFor(async () => expect(await laidDown(page)).toEqual([]), seen)
      const drafts = await draftsOf(house(), who)
      expect(drafts).toHaveLength(before + 1)
      expect(drafts.filter(({ answers }) => answers['known-as'] === canary)).toHaveLength(1)
    })

    test('while another device writes: both stand side by side, and the person chooses', async () => {
      const who = 'officer@police.demo'
      const { page, expects } = await house().enter(who, '/referrals/new?step=person')
      await ready(page)
      const elsewhere = await house().elsewhere(who)
      await name(page).fill('Desk')
      await page.getByText(/^Saved/).waitFor()
      const id = draftIn(page)
      const { referral } = await elsewhere<Draft>('GET', `/referrals/${id}/draft`)
      const save = (answers: Draft['answers']) =>
        elsewhere<Draft>('PUT', `/referrals/${id}/draft`, { version: referral.version, answers })
      expects('net::ERR')
      expects(`409 PUT /api/referrals/${id}/draft`)
      const meet = async (here: string, there: string) => {
        await page.context().setOffline(true)
        await name(page).fill(here)
        await page.getByText(offline('1 answer')).waitFor()
        await save({ 'known-as': there })
        await page.context().setOffline(false)
        await page.getByText('This draft was also edited on another device').waitFor()
        await page.getByRole('cell', { name: here }).waitFor()
        await page.getByRole('cell', { name: there }).waitFor()
        const { answers } = await elsewhere<Draft>('GET', `/referrals/${id}/draft`)
        expect(answers['known-as']).toBe(there)
        await vi.waitFor(async () => expect(await laidDown(page)).toHaveLength(1), seen)
      }
      await meet('Desk again', 'Phone')
      await page.getByRole('button', { name: 'Keep what is on this device' }).click()
      await page.getByText(/^Saved/).waitFor()
      expect((await save({ 'known-as': 'Desk again' })).answers).toEqual({ 'known-as': 'Desk again' })
      // The other device saved the text that this page showed before, so no choice between two texts is offered.
      await name(page).fill('Desk once more')
      await vi.waitFor(async () => {
        const { answers } = await elsewhere<Draft>('GET', `/referrals/${id}/draft`)
        expect(answers['known-as']).toBe('Desk once more')
      }, seen)
      expect(await page.getByRole('alert').count()).toBe(0)

      await meet('Desk at last', 'Phone at last')
      await page.getByRole('button', { name: 'Use the other device’s' }).click()
      await vi.waitFor(async () => expect(await name(page).inputValue()).toBe('Phone at last'), seen)
      await vi.waitFor(async () => expect(await laidDown(page)).toEqual([]), seen)

      // The draft is left by a link during a save and opened again
      // at once: the page must read the draft after that save.
      await page.evaluate(() => {
        const send = window.fetch
        const held = new Promise((resolve) => addEventListener('go-on', resolve, { once: true }))
        const order: unknown[] = []
        Object.assign(window, { order })
        window.fetch = async (to, request) => {
          if (request?.method === 'PUT') await held
          if (String(to).endsWith('/draft')) order.push(request?.method)
          return send(to, request)
        }
      })
      await name(page).fill('Left at once')
      await page.getByRole('link', { name: 'Directory' }).click()
      await heading(page, 'Directory').waitFor()
      await page.goBack()
      await heading(page, 'New referral').waitFor()
      await page.evaluate(() => dispatchEvent(new Event('go-on')))
      await heading(page, title).waitFor()
      expect(await page.evaluate(() => (window as { order?: unknown }).order)).toEqual(['PUT', 'GET'])
      expect(await name(page).inputValue()).toBe('Left at once')
      await name(page).fill('Gone on')
      await page.getByText(/^Saved/).waitFor()
      expect(await page.getByRole('alert').count()).toBe(0)
    })

    test('under a note and a try to reach the person, and the session ends: both wait for the same person and stand in the record once', async () => {
      const { who, page, asks, row, expects } = await onACase(house())
      const waits = (list: string) =>
        page.getByRole('region', { name: list, exact: true }).getByText('Waiting on this device, not sent yet')

      // The note reaches the server, but the answer is lost.
      await page.route('**/api/notes', async (route) => {
        await route.fetch()
        await route.abort()
      })
      await page.getByRole('button', { name: 'Add note' }).click()
      await page.getByLabel('Note', { exact: true }).fill(canary)
      await page.getByRole('button', { name: 'Save note' }).click()
      await waits('Notes').waitFor()
      await page.context().setOffline(true)
      await page.getByRole('button', { name: 'Log contact' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('group', { name: 'Outcome' }).getByRole('radio', { name: 'No answer' }).check()
      await dialog.getByRole('textbox').fill(canary)
      await dialog.locator('button[type=submit]').click()
      await dialog.waitFor({ state: 'detached' })
      await waits('Contact').waitFor()
      await vi.waitFor(async () => expect(await laidDown(page)).toHaveLength(2), seen)
      const sealed = await laidDown(page)
      expect(JSON.stringify(sealed)).not.toContain('Canary')

      await page.unroute('**/api/notes')
      const { items: sessions } = await asks<{ items: Session[] }>('GET', '/sessions')
      for (const { id, current } of sessions) if (!current) await asks('DELETE', `/sessions/${id}`)
      expects('401 ')
      await page.context().setOffline(false)
      const again = page.getByRole('dialog', { name: 'Sign in again' })
      await again.getByText('2 entries that wait to be sent would be deleted.').waitFor()
      // The warning is neither shown to the next person in front of
      // this page, nor stored on the device for that person.
      expect(await page.getByRole('alertdialog').count()).toBe(0)
      expect(await laidDown(page)).toEqual([])
      await again.getByLabel('Password').fill(demoPassword)
      await again.getByLabel('Password').press('Enter')
      await again.waitFor({ state: 'detached' })
      house().forget(who)
      for (const list of ['Notes', 'Contact']) await waits(list).waitFor({ state: 'detached' })
      await vi.waitFor(async () => expect(await laidDown(page)).toEqual([]), seen)
      const { notes } = await asks<Case>('GET', `/cases/${row.id}`)
      expect(notes.filter(({ text }) => text === canary)).toHaveLength(1)
      const { items } = await asks<ContactLog>('GET', `/contacts?caseId=${row.id}`)
      expect(items.map(({ note }) => note)).toEqual([canary])
    })

    test('under a part of the page that was never needed before: it comes late, not never', async () => {
      const who = 'caseworker@ngo.demo'
      const { page, expects, settled } = await house().enter(who, '/work')
      await settled()
      expects('net::ERR')
      await waitsForALine(page)
      await page.context().setOffline(true)
      await page.keyboard.press('?')
      await page.getByText('No connection.', { exact: false }).waitFor()
      expect(await page.getByRole('dialog').count()).toBe(0)
      await page.context().setOffline(false)
      await page.getByRole('dialog').waitFor()
    })

    test('under a note on a case that the writer sees no longer afterwards: why, and the words to take along', async () => {
      const { who, page, expects, row } = await onACase(house())
      // The note is refused, and so are all requests of the page behind the message.
      expects('404 ')
      expects('Refused: There is nothing here')
      await page.context().setOffline(true)
      await page.getByRole('button', { name: 'Add note' }).click()
      await page.getByLabel('Note', { exact: true }).fill(canary)
      await page.getByRole('button', { name: 'Save note' }).click()
      await page.getByText('Waiting on this device, not sent yet').waitFor()
      await house().endLook(who, row.id, ['C0', ...openCompartments])
      await page.context().setOffline(false)
      await page.getByText(`${row.reference}: an entry that waited on this device was not accepted.`).waitFor()
      await page.getByRole('button', { name: 'Show' }).click()
      const dialog = page.getByRole('dialog', { name: row.reference })
      await dialog.getByText(canary).waitFor()
      await dialog.getByText('Copy what you need before you discard it.').waitFor()
      await dialog.getByRole('button', { name: 'Discard' }).click()
      await dialog.waitFor({ state: 'detached' })
      await vi.waitFor(async () => expect(await laidDown(page)).toEqual([]), seen)
    })

    test('and whoever signs out then leaves nothing behind, and is signed out once the line is back', async () => {
      const who = 'officer@labour.demo'
      const { page, expects } = await house().enter(who, '/referrals/new?step=person')
      await ready(page)
      await name(page).fill('Canary before')
      await page.getByText(/^Saved/).waitFor()
      expects('net::ERR')
      await page.context().setOffline(true)
      await name(page).fill('Canary after')
      await page.getByText(offline('1 answer')).waitFor()
      page.once('dialog', (dialog) => void dialog.accept())
      await page.locator('[aria-haspopup=menu]').click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await vi.waitFor(async () => expect(await laidDown(page)).toEqual([]), seen)
      house().forget(who)
      await page.context().setOffline(false)
      await page.goto(`${house().address}/work`)
      await page.getByLabel('E-mail').waitFor()
      await page.goto(`${house().address}/work`)
      await page.getByLabel('E-mail').waitFor()
    })
  })
