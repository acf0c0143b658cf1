import { expect, test } from 'vitest'
import { fingers } from './hands.ts'
import { type House, heading } from './house.ts'

/** The most screens and taps that a referral from a phone may take. */
const most = { screens: 8, taps: 18 }

export const aPhoneRefersShortly = (house: () => House) =>
  test('an adult with a bed and an interpreter is referred from a phone in few screens and taps', {
    timeout: 120_000,
  }, async () => {
    const { page } = await house().enter('officer.two@police.demo', '/work', 'phone')
    const hands = fingers(page)
    let taps = 0
    let letters = 0
    const screens: string[] = []
    const tap = async (what: ReturnType<typeof page.locator>) => {
      await hands.press(what)
      taps += 1
    }
    const radio = (question: string, answer: string) =>
      tap(page.getByRole('group', { name: question }).getByRole('radio', { name: answer, exact: true }))
    const screen = async (name: string | RegExp) => {
      await heading(page, name).waitFor()
      screens.push(String(name))
    }
    /** Taps the button, which must be in view without scrolling, above the navigation bar. */
    const next = async (name = 'Next') => {
      const button = page.getByRole('button', { name, exact: true })
      const { y = 0, height = 0 } = (await button.boundingBox()) ?? {}
      const bar = (await page.getByRole('navigation', { name: 'Main pages' }).boundingBox())?.y ?? 0
      expect({ name, isInView: y > 0 && y + height <= bar }).toEqual({ name, isInView: true })
      await tap(button)
    }
    await tap(page.getByRole('link', { name: 'New referral' }))
    await screen('Is the person safe right now?')
    await radio('Safe right now', 'Yes')
    await radio('How soon is help needed?', 'Tonight')
    await next()
    await screen('Which language, and how old?')
    const typed = 'Vietnames'
    await hands.find(page.getByRole('combobox', { name: 'Language the person speaks best' }), typed, 'Vietnamese')
    taps += 2
    letters += typed.length
    await radio('Needs an interpreter', 'Yes')
    await radio('Under 18', 'No')
    await next()
    await screen('Does the person want to be referred?')
    await radio('Wants to be referred', 'Yes')
    await next()
    await screen('What does the person need first?')
    await tap(page.getByRole('checkbox', { name: 'A bed' }))
    expect(await page.getByRole('checkbox', { name: 'An interpreter' }).isChecked()).toBe(true)
    await radio('Who needs the bed?', 'The person alone')
    await next()
    await screen('What do you know about the person?')
    await next('Not asked now: go on')
    await screen('Who do you ask, and for what?')
    await tap(page.getByRole('button', { name: /^Choose / }).first())
    await next()
    await screen('Check your answers')
    // The summary also shows the questions that were not asked.
    expect(await page.getByText('Not asked now').count()).toBeGreaterThan(3)
    await tap(page.getByRole('button', { name: /^Send to / }))
    await screen(/^[A-Z]{2}-[0-9A-Z]+$/)
    // The demo's jurisdiction is not a country, so no emergency number is shown.
    await page.getByText('No emergency number is known for your jurisdiction').waitFor()
    console.log(
      `phone intake of an adult with a bed and an interpreter: ${screens.length} screens, ${taps} taps, ${letters} letters`,
    )
    expect(screens.length).toBeLessThanOrEqual(most.screens)
    expect(taps).toBeLessThanOrEqual(most.taps)
  })
