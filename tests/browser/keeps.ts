import { describe, expect, test, vi } from 'vitest'
import { pdf, photo } from '../documents/samples.ts'
import { type House, patience } from './house.ts'

const title = 'Page with the stamp of entry'
const report = 'Letter of the hospital'

export const aCaseworkerKeepsADocument = (house: () => House) =>
  describe('a caseworker keeps a document', { timeout: 180_000 }, () => {
    test('is told why one is refused, adds another, looks at it, and takes it out with a way back', async () => {
      const { page, expects } = await house().enter('caseworker@ngo.demo', '/cases')
      await page.getByRole('table').getByRole('link').first().click()
      await page.getByRole('tab', { name: 'Documents' }).click()
      const card = page.getByRole('region', { name: 'Documents' })
      await card.getByRole('button', { name: 'Add document' }).click()
      await card.getByRole('button', { name: 'Add to the case' }).click()
      await card.getByText('Choose a file or take a photograph.').waitFor()

      const box = card.locator('input[type=file]').first()
      const lie = { name: 'stamp.png', mimeType: 'image/png', buffer: Buffer.from('<!doctype html><p>no picture') }
      await box.setInputFiles(lie)
      await card.getByLabel('What it is').selectOption({ label: 'Immigration document' })
      await card.getByLabel('Name').fill(title)
      expects('422 POST /api/documents')
      await card.getByRole('button', { name: 'Add to the case' }).click()
      const refusal = 'It is none of the sorts that can be kept'
      // The refusal is shown in the summary, with a link to the field, and beside the field itself.
      await card.getByRole('button', { name: `File: ${refusal}` }).waitFor()
      await card.getByRole('paragraph').filter({ hasText: refusal }).waitFor()
      expect(await card.getByLabel('Name').inputValue()).toBe(title)

      await box.setInputFiles({ name: 'stamp.jpg', mimeType: 'image/jpeg', buffer: await photo() })
      await card.getByRole('button', { name: 'Add to the case' }).click()
      await card.getByRole('heading', { name: title }).waitFor()
      await card.getByText('The place where it was taken was removed.').first().waitFor()

      await card.getByRole('button', { name: `View “${title}”, version 1` }).click()
      const picture = page.getByRole('dialog').getByRole('img', { name: title })
      await picture.waitFor()
      const size = () => picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])
      await vi.waitFor(async () => expect(await size()).toEqual([64, 48]), { timeout: patience, interval: 50 })
      await page.keyboard.press('Escape')

      const download = page.waitForEvent('download')
      await card.getByRole('button', { name: `Download “${title}”, version 1` }).click()
      expect((await download).suggestedFilename()).toMatch(/^[A-Z]{2}-[0-9A-Z]+-immigration-document-1\.jpg$/)

      await card.getByRole('button', { name: `Remove “${title}”` }).click()
      await page.getByRole('dialog').getByText('It was the wrong file').click()
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
      await card.getByRole('heading', { name: title }).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Undo' }).click()
      await card.getByRole('heading', { name: title }).waitFor()
    })

    test('adds a medical report, which lies with health, and restricts it to the own agency for good', async () => {
      const { page } = await house().enter('caseworker@ngo.demo', '/cases')
      await page.getByRole('table').getByRole('link').first().click()
      await page.getByRole('tab', { name: 'Documents' }).click()
      const card = page.getByRole('region', { name: 'Documents' })
      await card.getByRole('button', { name: 'Add document' }).click()
      await card
        .locator('input[type=file]')
        .first()
        .setInputFiles({
          name: 'report.pdf',
          mimeType: 'application/pdf',
          buffer: await pdf((document) => document.addJavaScript('x', 'app.alert(1)')),
        })
      await card.getByLabel('What it is').selectOption({ label: 'Medical report' })
      const audience = card.getByLabel('Who should see this?')
      expect(await audience.inputValue()).toBe('health')
      expect(await audience.getByRole('option').allTextContents()).not.toContain('Everyone helping')
      await card.getByLabel('Name').fill(report)
      await card.getByRole('button', { name: 'Add to the case' }).click()
      await card.getByRole('heading', { name: report }).waitFor()
      await card
        .getByText('What would have run, been sent or been fetched when it is opened was removed.')
        .first()
        .waitFor()

      const restrict = card.getByRole('button', { name: `Restrict who can see “${report}”` })
      await restrict.click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('It cannot be opened to more people again.').waitFor()
      await dialog.getByText('My agency', { exact: true }).click()
      await dialog.getByRole('button', { name: 'Restrict' }).click()
      await page.getByText('Fewer people can see it now.').waitFor()
      await restrict.waitFor({ state: 'detached' })
    })

    test('sends a long file on by itself from where the line broke, and when it is chosen again after the page was closed', async () => {
      const { page, expects } = await house().enter('caseworker@ngo.demo', '/cases')
      await page.getByRole('table').getByRole('link').first().click()
      await page.getByRole('tab', { name: 'Documents' }).click()
      const card = page.getByRole('region', { name: 'Documents' })
      const choose = async (name: string) => {
        await card.getByRole('button', { name: 'Add document' }).click()
        const chat = { name: 'chat.txt', mimeType: 'text/plain', buffer: Buffer.alloc(1_500_000, `${name} `) }
        await card.locator('input[type=file]').first().setInputFiles(chat)
        await card.getByLabel('What it is').selectOption({ label: 'Messages or chat' })
        await card.getByLabel('Name').fill(name)
        await card.getByRole('button', { name: 'Add to the case' }).click()
      }

      const began: number[] = []
      let isBroken = true
      expects('ERR_INTERNET_DISCONNECTED')
      await page.route('**/api/documents/uploads/*', (route) => {
        const asked = route.request()
        if (asked.method() === 'PATCH') began.push(Number(asked.headers()['upload-offset']))
        // On a weak connection small requests succeed while chunks fail: the upload must wait nevertheless.
        return isBroken && asked.method() === 'PATCH' && began.length > 1
          ? route.abort('internetdisconnected')
          : route.continue()
      })
      await choose('What was written in the chat')
      await card.getByText(/^No connection\. \d+% has arrived/).waitFor()
      isBroken = false
      await page.evaluate(() => dispatchEvent(new Event('online')))
      await card.getByRole('heading', { name: 'What was written in the chat' }).waitFor()
      const [first, cut, next] = began
      expect(first).toBe(0)
      expect(cut).toBeGreaterThan(0)
      expect(next).toBe(cut)

      isBroken = true
      began.length = 0
      await choose('What came later')
      await card.getByText(/^No connection\. \d+% has arrived/).waitFor()
      const reached = began.at(-1)
      await page.reload()
      isBroken = false
      began.length = 0
      await choose('What came later')
      await card.getByRole('heading', { name: 'What came later' }).waitFor()
      expect(reached).toBeGreaterThan(0)
      expect(began[0]).toBe(reached)
    })
  })
