import { describe, expect, test } from 'vitest'
import { keys } from './hands.ts'
import { type House, heading } from './house.ts'

const lawyer = 'lawyer@ngo.demo'

export const somebodyKeepsFilters = (house: () => House) =>
  describe('somebody keeps the filters of a list', { timeout: 120_000 }, () => {
    test('with the keys alone: kept, called by what they do, named, opening the list, removed and brought back', async () => {
      const { page, settled } = await house().enter(lawyer, '/cases')
      await settled()
      const hands = keys(page)
      const saved = page.getByRole('button', { name: 'Saved filters' })
      const at = (item: string) => page.locator('[role="menuitem"]:focus', { hasText: item }).waitFor()
      const editThem = async (first: string) => {
        await at(first)
        await page.keyboard.press('End')
        await at('Edit saved filters')
        await page.keyboard.press('Enter')
      }
      const menu = page.getByRole('menu', { name: 'Saved filters' })
      const dialog = page.getByRole('dialog', { name: 'Saved filters' })
      await hands.tick(page.getByLabel('Mine'))
      await page.waitForURL(/mine=true/)
      await hands.press(saved)
      await at('Save these filters')
      await page.keyboard.press('Enter')
      await page.getByText('Filters saved.').waitFor()

      await hands.press(page.getByRole('button', { name: 'Clear filters' }))
      await page.waitForURL((url) => url.search === '')
      await hands.press(saved)
      await at('Mine')
      await page.keyboard.press('Enter')
      await page.waitForURL(/mine=true/)

      await hands.press(saved)
      await editThem('Mine')
      await hands.press(dialog.getByRole('button', { name: 'Rename' }))
      await hands.write(dialog.getByLabel('Name'), 'On my desk')
      await page.keyboard.press('Enter')
      await dialog.getByText('On my desk').waitFor()
      await hands.tick(dialog.getByLabel('Open the list with it'))
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })

      // The address without filters opens the saved filter; clearing the filters then shows the whole list.
      await page.keyboard.press('g')
      await page.keyboard.press('d')
      await heading(page, 'Directory').waitFor()
      await page.keyboard.press('g')
      await page.keyboard.press('c')
      await page.waitForURL(/cases\?mine=true/)
      await hands.press(page.getByRole('button', { name: 'Clear filters' }))
      await page.waitForURL((url) => url.search === '')

      await hands.press(saved)
      await editThem('On my desk')
      await hands.press(dialog.getByRole('button', { name: 'Remove' }))
      await dialog.getByText('Choose filters in this list').waitFor()
      // The pressed button is gone: the focus must be inside the dialog, and Escape must close the dialog.
      await dialog.locator(':focus').or(page.locator('[role="dialog"]:focus')).waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      const told = page.getByRole('alertdialog').filter({ hasText: 'Saved filter removed.' })
      await hands.press(told.getByRole('button', { name: 'Undo' }))
      await hands.press(saved)
      expect(await menu.getByRole('menuitem', { name: 'On my desk' }).textContent()).toContain('opens the list')
    })
  })
