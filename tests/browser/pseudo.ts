import { type CodeListName, codeLists } from '@palermo/shared/codes/lists.ts'
import type { Page } from 'playwright-core'
import { patience } from './house.ts'

/** The faults of a page in a pseudo language, whose words are longer than English and in brackets. */
export interface OtherWords {
  /** Words that came neither from a catalogue nor from the server. */
  foreign: string[]
  /** Messages whose end is cut off. */
  cut: string[]
  /** Elements that extend beyond the window. */
  tooWide: string[]
}

/**
 * Switches the open page to the pseudo language, checks the page, and switches back.
 * @param told returns all answers of the server to this page; called after the check, so that late answers are included
 * @param runs the direction of the text; right-to-left, as for Arabic or Dari, mirrors the page
 */
export const inOtherWords = async (
  page: Page,
  told: () => Promise<string>,
  runs: 'ltr' | 'rtl',
): Promise<OtherWords> => {
  await page.evaluate(speak, { runs, within: patience })
  const { texts, cut, tooWide } = await page.evaluate(look)
  await page.evaluate(speak, { runs: undefined, within: patience })
  const data = (await told()).toLowerCase()
  const isKnown = (word: string) => data.includes(word) || fromTheBrowser.has(word)
  const foreign = texts.filter((text) => wordsOf(text).some((word) => !isKnown(word)))
  return { foreign: [...new Set(foreign)], cut, tooWide }
}

/** Returns the words of a text without e-mail addresses, which are always data. */
const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/\S+@\S+/g, '')
    .match(/\p{L}{2,}/gu) ?? []

/**
 * Codes that have a name in every browser; other codes (an
 * unknown language, statelessness) have a text in the catalogue.
 */
const isSpelled = { language: /^[a-z]{2,3}$/, region: /^[A-Z]{2}$/ }

/** Words that the browser has in every language: names of days, months, languages and countries, and relative times. */
const fromTheBrowser: ReadonlySet<string> = (() => {
  const days = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(2028, 0, 1 + day)))
  const dated = (['long', 'short'] as const).flatMap((length) => {
    const format = new Intl.DateTimeFormat('en-GB', { weekday: length, month: length, day: 'numeric' })
    return days.map((day) => format.format(day))
  })
  const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long', timeZone: 'Asia/Manila' })
  const ago = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })
  const relative = (['second', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const).flatMap((unit) =>
    [-2, -1, 0, 1, 2].map((n) => ago.format(n, unit)),
  )
  const named = (list: CodeListName, type: 'language' | 'region') => {
    const names = new Intl.DisplayNames('en-GB', { type })
    return codeLists[list].flatMap((code) => (isSpelled[type].test(code) ? (names.of(code) ?? []) : []))
  }
  const units = (['second', 'minute', 'hour', 'day', 'byte', 'kilobyte', 'megabyte'] as const).flatMap((unit) =>
    (['long', 'short', 'narrow'] as const).flatMap((unitDisplay) =>
      [1, 2].map((n) => new Intl.NumberFormat('en-GB', { style: 'unit', unit, unitDisplay }).format(n)),
    ),
  )
  const all = [
    ...dated,
    full.format(0),
    ...relative,
    ...units,
    ...named('languages', 'language'),
    ...named('nationalities', 'region'),
  ]
  // Adds the product's name, the placeholders of an empty date, and texts that the component library contains.
  return new Set([...all, 'Palermo', 'dd mm yyyy', 'am pm', 'Dismiss'].flatMap(wordsOf))
})()

/** Runs in the page: switches the language. Throws if the page does not change within the given time. */
const speak = async ({ runs, within }: { runs: 'ltr' | 'rtl' | undefined; within: number }) => {
  dispatchEvent(new CustomEvent('palermo:pseudo-locale', { detail: runs }))
  // Language and direction are set once the page is drawn. Brackets
  // in the text prove nothing, as charts keep an old measured text.
  const isSpoken = () => {
    const { lang, dir } = document.documentElement
    return lang === (runs ? 'en-x-pseudo' : 'en') && dir === (runs ?? 'ltr')
  }
  for (const until = performance.now() + within; !isSpoken(); ) {
    if (performance.now() > until) throw new Error(`the page did not turn to other words (${runs})`)
    await new Promise(requestAnimationFrame)
  }
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}

/**
 * Runs in the page: finds foreign words and cut texts. Charts are left out: they keep old texts and add hidden texts.
 */
const look = () => {
  const outside = (text: string): string => {
    let depth = 0
    return [...text]
      .filter((letter) => {
        if (letter === '⟦') depth += 1
        const isOutside = depth === 0
        if (letter === '⟧') depth -= 1
        return isOutside
      })
      .join('')
  }
  // The style of each element is read once, however many texts the element surrounds.
  const known = new Map<Element, ReturnType<typeof lookAt>>()
  const lookAt = (element: Element) => {
    const { overflowX, overflowY, position, clipPath, textOverflow } = getComputedStyle(element)
    return { box: element.getBoundingClientRect(), overflowX, overflowY, position, clipPath, textOverflow }
  }
  const texts: string[] = []
  const cut: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const end = document.createRange()
  while (walker.nextNode()) {
    const { currentNode: node } = walker
    const parent = node.parentElement
    const text = node.textContent ?? ''
    if (!parent || parent.closest('script, style, kbd, svg, option, .recharts-wrapper') || !parent.checkVisibility())
      continue
    texts.push(outside(text))
    const at = text.lastIndexOf('⟧')
    if (at < 0) continue
    end.setStart(node, at)
    end.setEnd(node, at + 1)
    const last = end.getBoundingClientRect()
    for (let around: Element | null = parent; around && around !== document.body; around = around.parentElement) {
      const seen = known.get(around) ?? lookAt(around)
      known.set(around, seen)
      const { box, overflowX, overflowY, position, clipPath, textOverflow } = seen
      // The text is for screen readers only.
      if (clipPath !== 'none' || box.width <= 1 || box.height <= 1) break
      // A line that ends in three dots may be cut if its row opens the whole text or a title contains it.
      if (textOverflow === 'ellipsis' && (around.closest('tr') || around.getAttribute('title'))) break
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
      const isCut =
        (hides(overflowX) && (last.right > box.right + 1 || last.left < box.left - 1)) ||
        (hides(overflowY) && (last.bottom > box.bottom + 2 || last.top < box.top - 2))
      if (isCut) {
        cut.push(`${text.slice(0, 60)} in ${around.outerHTML.slice(0, 160)}`)
        break
      }
      if (position === 'fixed' || overflowX === 'auto' || overflowX === 'scroll') break
    }
  }
  const { documentElement: all } = document
  const tooWide = [...document.querySelectorAll('body *')]
    .filter(() => all.scrollWidth > all.clientWidth)
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect()
      return left < -1 || right > all.clientWidth + 1
    })
    .map((element) => element.outerHTML.slice(0, 160))
  const spoken = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')]
  for (const element of spoken.filter((one) => !one.closest('.recharts-wrapper')))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      texts.push(outside(element.getAttribute(name) ?? ''))
  return { texts: texts.filter((text) => /\p{L}/u.test(text)), cut, tooWide }
}
