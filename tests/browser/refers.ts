import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { coveredBy, fingers, type Hands, keys } from './hands.ts'
import { type House, heading, signIn } from './house.ts'
import { callName } from './sent.ts'

/** Returns functions that find and operate the questions of the form by their labels. */
const on = (page: Page, hands: Hands) => {
  const radio = (question: string, answer: string) =>
    page.getByRole('group', { name: question }).getByRole('radio', { name: answer, exact: true })
  return {
    asks: (question: string) => heading(page, question).waitFor(),
    choose: (question: string, answer: string) => hands.choose(radio(question, answer)),
    tick: (answer: string) => hands.tick(page.getByRole('checkbox', { name: answer })),
    press: (answer: string) => hands.press(page.getByRole('button', { name: answer, exact: true })),
    next: () => hands.press(page.getByRole('button', { name: 'Next', exact: true })),
  }
}

/** Fills in the short form up to the choice of the receiver, for an adult who wants help and says little. */
const tellOfAnAdult = async (page: Page, hands: Hands) => {
  const form = on(page, hands)
  await form.asks('Is the person safe right now?')
  await form.choose('Safe right now', 'Not sure')
  await form.choose('How soon is help needed?', 'Tonight')
  await form.next()
  await form.asks('Which language, and how old?')
  await form.choose('Needs an interpreter', 'Yes')
  await form.choose('Under 18', 'No')
  await form.next()
  await form.asks('Does the person want to be referred?')
  await form.choose('Wants to be referred', 'Yes')
  await form.tick('You may tell a doctor or nurse')
  await form.next()
  await form.asks('What does the person need first?')
  await form.tick('Food, clothes, a wash')
  await form.tick('Someone to talk to')
  await form.next()
  await form.asks('What do you know about the person?')
  await hands.write(page.getByLabel('Name, or any name the person chooses'), callName)
}

/** Returns the code of the case whose page is open. */
const codeOf = async (page: Page): Promise<string> => {
  const title = heading(page, /^[A-Z]{2}-[0-9A-Z]+$/)
  await title.waitFor()
  return (await title.textContent()) ?? ''
}

export const anAgencyRefers = (house: () => House) =>
  describe('an agency refers', { timeout: 180_000 }, () => {
    test('in two minutes on a phone, through a reload, and the other agency is told on its open page', async () => {
      const caseworker = await house().enter('caseworker@ngo.demo', '/work')
      const openedAt = await caseworker.page.evaluate(() => performance.timeOrigin)
      const { page } = await house().stranger('phone')
      await signIn(page, `${house().address}/sign-in`, 'officer@police.demo')
      const hands = fingers(page)
      const form = on(page, hands)
      const began = Date.now()
      await hands.press(page.getByRole('link', { name: 'New referral' }))
      const kept = page.waitForResponse((response) => response.request().postData()?.includes(callName) ?? false, {
        timeout: 150_000,
      })
      await tellOfAnAdult(page, hands)
      await kept
      await page.getByText(/^Saved \d\d:\d\d$/).waitFor()
      await page.reload()
      await form.asks('What do you know about the person?')
      expect(await page.getByLabel('Name, or any name the person chooses').inputValue()).toBe(callName)
      await form.press('Not asked now: go on')
      await form.asks('Who do you ask, and for what?')
      const tonight = page.getByRole('region', { name: 'Tonight: who is on call' })
      // The list shows agencies that help with the first need, until another need is selected.
      const helps = page.getByLabel('Show who helps with')
      expect(await helps.locator('option').allInnerTexts()).toEqual([
        'Anything',
        'Food, clothes, a wash',
        'An interpreter',
        'Someone to talk to',
      ])
      await page.getByText('These help with: Food, clothes, a wash.').waitFor()
      await hands.pick(helps, 'Someone to talk to')
      await page.getByText('These help with: Someone to talk to.').waitFor()
      const call = tonight.getByRole('link', { name: /^Call Blue Kite Support/ })
      expect(await call.getAttribute('href')).toMatch(/^tel:\+\d{6,}$/)
      // The number in the link has no spaces, the number shown has spaces.
      await call.filter({ hasText: /^\+44 20 \d{4} \d{4}$/ }).waitFor()
      await hands.press(tonight.getByRole('button', { name: 'Choose Blue Kite Support' }))
      await hands.write(page.getByLabel('Meeting point'), 'Ferry hall, desk 3')
      await form.next()
      await form.asks('Check your answers')
      // The part for files loads late, with its texts.
      await page.getByRole('button', { name: 'Add a file' }).waitFor()
      // An acceptance by phone requires the name of the person who accepted before anything is sent.
      const send = page.getByRole('button', { name: 'Send to Blue Kite Support' })
      const saidYes = page.getByRole('checkbox', { name: 'They have already accepted by phone' })
      await hands.press(saidYes)
      await hands.press(send)
      await page.getByText('Answer this to continue.').first().waitFor()
      await hands.press(saidYes)
      const sending = Date.now()
      await hands.press(send)
      const code = await codeOf(page)
      const row = caseworker.page.getByRole('row', { name: 'Acknowledge referral' }).filter({ hasText: code })
      await row.waitFor()
      const told = Date.now() - sending
      console.log(
        `phone referral: ${hands.presses()} presses, ${Math.round((sending - began) / 100) / 10} s by machine`,
      )
      console.log(`from "Send" on one page to the row on the other agency's open page: ${told} ms`)
      await caseworker.page.getByRole('button', { name: /^Notices, / }).click()
      const notice = caseworker.page.getByRole('dialog', { name: 'Notices' }).getByRole('listitem')
      await notice.filter({ hasText: code }).getByText('Police, Protection Unit sent you a referral').waitFor()
      expect(await caseworker.page.evaluate(() => performance.timeOrigin)).toBe(openedAt)

      // Before acceptance the receiver reads what is asked for, but not about whom; a third agency finds nothing.
      const { pathname } = new URL(page.url())
      await caseworker.page.goto(house().address + pathname)
      await caseworker.page.getByText('Food, clothes, a wash').waitFor()
      expect(await caseworker.page.getByText(callName).count()).toBe(0)
      const third = await house().enter('officer@labour.demo', '/work')
      third.expects(`404 GET /api${pathname}`)
      third.expects('Refused: There is nothing here')
      await third.page.goto(house().address + pathname)
      await heading(third.page, 'Nothing found here').waitFor()
    })

    test('at a desk with the keys alone, and a person who may be a child is treated as one', async () => {
      const { page } = await house().enter('officer.two@police.demo', '/work')
      const hands = keys(page)
      const form = on(page, hands)
      await hands.press(page.getByRole('link', { name: 'New referral' }))
      await form.asks('Is the person safe right now?')
      await form.next()
      await page.getByText('Answer this to continue.').first().waitFor()
      await form.choose('Safe right now', 'Yes')
      // The advice appears when an answer calls for it, and disappears when the answer changes.
      const apart = page.getByRole('alert').filter({ hasText: 'Speak apart first' })
      await form.choose('Is anyone with the person?', 'With others, not apart yet')
      await apart.waitFor()
      await form.choose('Is anyone with the person?', 'Alone')
      await apart.waitFor({ state: 'detached' })
      await form.choose('How soon is help needed?', 'Within 24 hours')
      await form.next()
      await form.asks('Which language, and how old?')
      await hands.find(page.getByRole('combobox', { name: 'Language the person speaks best' }), 'Vietna', 'Vietnamese')
      await form.choose('Under 18', 'Not sure')
      await page.getByText('If the age is uncertain the person is treated as a child').waitFor()
      await form.next()
      await form.asks('A child, or perhaps a child')
      await form.choose('Who is with the child?', 'No one')
      await form.press('Not asked now')
      await form.next()
      await form.asks('What does the person need first?')
      await form.tick('A bed')
      await form.next()
      await form.asks('What do you know about the person?')
      await form.next()
      await form.asks('Who do you ask, and for what?')
      await hands.write(page.getByLabel('Search by name or area'), 'Welfare')
      await hands.press(page.getByRole('button', { name: 'Choose Seven Rivers Welfare Office' }).last())
      await form.next()
      await form.asks('Check your answers')
      await hands.press(page.getByRole('button', { name: 'Send to Seven Rivers Welfare Office' }))
      await codeOf(page)
      await page.getByText('Child procedure').first().waitFor()
      await hands.press(page.getByRole('link', { name: 'Open case' }))
      await page.getByText('Appoint a guardian').first().waitFor()
    })

    test('not of an adult who says no: a count goes up, and nothing about the person is kept', async () => {
      const { page, settled } = await house().enter('officer@immigration.demo', '/referrals?box=outbox', 'phone')
      const rows = page.getByRole('row')
      await rows.first().waitFor()
      await settled()
      const before = await rows.count()
      const hands = fingers(page)
      const form = on(page, hands)
      await hands.press(page.getByRole('link', { name: 'New referral' }))
      await form.asks('Is the person safe right now?')
      const begun = page.waitForResponse((reply) => reply.request().method() === 'POST' && reply.status() === 201)
      await form.choose('Safe right now', 'Yes')
      await form.choose('How soon is help needed?', 'In the next days')
      await form.next()
      await form.asks('Which language, and how old?')
      await form.choose('Under 18', 'No')
      await form.next()
      await form.asks('Does the person want to be referred?')
      await begun
      // The last answer is still being saved when "Count and finish" is pressed: the draft is discarded after the save.
      const underWay = page.waitForRequest((request) => request.method() === 'PUT')
      await form.choose('Wants to be referred', 'No')
      await form.next()
      await form.asks('No referral')
      await underWay
      await hands.press(page.getByRole('button', { name: 'Count and finish' }))
      const counted = page.getByRole('alertdialog', { name: 'Counted. Nothing about the person was kept.' })
      await counted.waitFor()
      await heading(page, 'Work').waitFor()
      // The message covers no control.
      expect(await counted.evaluate(coveredBy)).toEqual([])
      await page.goto(`${house().address}/referrals?box=outbox`)
      await rows.first().waitFor()
      await settled()
      expect(await rows.count()).toBe(before)
    })
  })
