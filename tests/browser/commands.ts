import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { fingers, keys } from './hands.ts'
import { type House, heading, patience } from './house.ts'
import { aSentReferral, codeOf } from './sent.ts'

const officer = 'officer@police.demo'
const caseworker = 'caseworker@ngo.demo'
const us = 'Blue Kite Support'

/** Returns the command palette, a dialog with everything that can be found and done. */
const palette = (page: Page) => page.getByRole('dialog', { name: 'Find or do' })

/** Opens the command palette and waits until its text box has the focus. */
const openPalette = async (page: Page) => {
  await page.keyboard.press('Control+K')
  await palette(page).locator('[role="combobox"]:focus').waitFor()
}

const seen = { timeout: patience, interval: 50 }

export const somebodyCommands = (house: () => House) =>
  describe('somebody works by commands and single keys', { timeout: 120_000 }, () => {
    test('goes, answers and finds from one box: what a page offers is offered here, and what was used comes first', async () => {
      const referral = await aSentReferral(house(), officer, us)
      const { page } = await house().enter(caseworker, `/referrals/${referral.id}`)
      await page.getByRole('button', { name: 'Accept referral' }).waitFor()
      const offered = await page
        .getByRole('region', { name: 'What happens next' })
        .getByRole('button')
        .allTextContents()
      await openPalette(page)
      const here = palette(page)
        .getByRole('group', { name: codeOf(referral) })
        .getByRole('option')
      await vi.waitFor(async () => expect(await here.allTextContents()).toEqual(offered), seen)

      await page.keyboard.type('accpt')
      await page.getByRole('option', { name: 'Accept referral', selected: false }).waitFor()
      const first = (await here.first().getAttribute('id')) ?? ''
      await palette(page).locator(`[role="combobox"][aria-activedescendant="${first}"]`).waitFor()
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Accept referral' })
      await dialog.getByRole('textbox').waitFor()
      await palette(page).waitFor({ state: 'detached' })
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })

      await openPalette(page)
      await page.keyboard.type('direct')
      await palette(page).getByRole('option', { name: 'Directory' }).waitFor()
      await page.keyboard.press('Enter')
      await heading(page, 'Directory').waitFor()

      await openPalette(page)
      await palette(page)
        .getByRole('group', { name: 'Recently used' })
        .getByRole('option', { name: 'Directory' })
        .waitFor()
      await page.keyboard.type('zzz')
      await palette(page).getByText('No match in your own work').waitFor()
      // The first Escape empties the text box; the second closes the palette.
      await page.keyboard.press('Escape')
      await vi.waitFor(async () => expect(await palette(page).getByRole('combobox').inputValue()).toBe(''), seen)
      await page.keyboard.press('Escape')
      await palette(page).waitFor({ state: 'detached' })
    })

    test('on a phone: who is on call, and dark colours, by a thumb', async () => {
      const { page } = await house().enter(officer, '/directory', 'phone')
      const hands = fingers(page)
      await hands.press(page.getByRole('button', { name: 'Find or do' }))
      await hands.press(palette(page).getByRole('option', { name: 'Tonight: who is on call' }))
      const tonight = page.getByRole('dialog', { name: 'Tonight' })
      await tonight.waitFor()
      await hands.press(tonight.getByRole('button', { name: 'Close' }))
      await hands.press(page.getByRole('button', { name: 'Find or do' }))
      await hands.press(palette(page).getByRole('option', { name: 'Colours: dark' }))
      await page.locator('html[data-theme="dark"]').waitFor()
    })

    test('single keys walk the lists, go places and list themselves; never while typing, and not once turned off', async () => {
      const referral = await aSentReferral(house(), officer, us)
      const { page, settled } = await house().enter(caseworker, '/work')
      await settled()
      const press = (key: string) => page.keyboard.press(key)
      const sheet = page.getByRole('dialog', { name: 'Keys' })
      await press('?')
      await sheet.getByText('Previous row').waitFor()
      await press('g')
      await press('d')
      await heading(page, 'Work').waitFor()
      await press('Escape')
      await sheet.waitFor({ state: 'detached' })

      await press('g')
      await press('r')
      await heading(page, 'Referrals').waitFor()
      const rows = page.getByRole('table').getByRole('link')
      await rows.first().waitFor()
      await press('j')
      await press('j')
      await press('k')
      await vi.waitFor(async () => expect(await rows.first().evaluate(isFocused)).toBe(true), seen)
      await page
        .getByRole('row')
        .filter({ hasText: codeOf(referral) })
        .getByRole('link')
        .focus()
      await press('d')
      const decline = page.getByRole('dialog', { name: 'Decline' })
      await decline.waitFor()
      await press('Escape')
      await decline.waitFor({ state: 'detached' })

      await press('g')
      await press('c')
      await heading(page, 'Cases').waitFor()
      const box = page.getByRole('searchbox')
      await box.waitFor()
      await press('/')
      await vi.waitFor(async () => expect(await box.evaluate(isFocused)).toBe(true), seen)
      await page.keyboard.type('gr?')
      expect(await box.inputValue()).toBe('gr?')
      expect(await sheet.count()).toBe(0)

      // Requests that still run when a page is left would fail and write errors to the console.
      await settled()
      await page.goto(`${house().address}/account`)
      await settled()
      await keys(page).tick(page.getByLabel('Use single keys on this device'))
      await press('g')
      await press('w')
      await press('?')
      await settled()
      await page.goto(`${house().address}/notices`)
      await heading(page, 'Notices').waitFor()
      await press('j')
      expect(await page.evaluate(() => document.activeElement?.closest('[data-row]') ?? null)).toBeNull()
      expect(await sheet.count()).toBe(0)
      await settled()
      // Sign-out deletes the other stored data of this browser, but not this cookie.
      await page.getByRole('button', { name: /^You: / }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await heading(page, 'Sign in').waitFor()
      expect(await page.evaluate(() => document.cookie)).toContain('palermo-single-keys=off')
      house().forget(caseworker)
    })
  })

/** Runs in the page: whether the element has the focus. */
const isFocused = (element: Element) => element === document.activeElement
