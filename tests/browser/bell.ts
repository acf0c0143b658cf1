import { describe, expect, test } from 'vitest'
import { faultsOfAccess, landmarks } from './access.ts'
import type { House } from './house.ts'

export const landmarksStandApart = (house: () => House) =>
  describe('landmarks, tables and names', { timeout: 120_000 }, () => {
    test('of the bell, where more is unread than it shows', async () => {
      const { page, settled } = await house().enter('caseworker@ngo.demo', '/account')
      await page.route('**/api/stream', (route) =>
        route.fulfill({
          contentType: 'text/event-stream',
          body: `data: ${JSON.stringify({ kind: 'hello', unread: 120 })}\n\n`,
        }),
      )
      await page.reload()
      await page.getByRole('button', { name: 'Notices, 99+ unread' }).waitFor()
      await settled()
      expect(await faultsOfAccess(page, landmarks)).toEqual([])
    })

    test('a reader turns the pages round on this device, and back', async () => {
      const { page } = await house().enter('caseworker@ngo.demo', '/account')
      const directions = page.getByRole('group', { name: 'Direction of the pages' })
      await directions.getByRole('radio', { name: 'From right to left' }).check()
      await page.waitForFunction(() => document.documentElement.dir === 'rtl')
      await page.reload()
      await page.waitForFunction(() => document.documentElement.dir === 'rtl')
      await page.getByRole('checkbox', { name: /made-up language/ }).check()
      await page.waitForFunction(() => document.documentElement.lang === 'en-x-pseudo')
      await page.getByRole('checkbox').first().uncheck()
      // The checkbox is found by position, because in the pseudo language its label differs.
      await page.locator('input[type=radio]').first().check()
      await page.waitForFunction(() => document.documentElement.dir === 'ltr')
    })
  })
