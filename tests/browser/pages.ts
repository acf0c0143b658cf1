import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import labels from '@palermo/shared/codes/labels.en.json' with { type: 'json' }
import { type CodeListName, codeLabelKey, codeLists } from '@palermo/shared/codes/lists.ts'
import intakeWords from '@palermo/shared/forms/intake-short.en.json' with { type: 'json' }
import { describe, expect, test } from 'vitest'
import { faultsOfAccess, landmarks, standard } from './access.ts'
import { opensCut } from './empty.ts'
import { type House, type Size, sizes, type Visitor } from './house.ts'
import type { Look } from './look.ts'
import { everyLook } from './looks.ts'
import { withFewColours } from './palette.ts'
import { areKept } from './pictures.ts'
import { inOtherWords } from './pseudo.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The screenshots of the README, taken only when requested. */
const pictures = path.join(root, 'docs/screens')

const catalogue: Record<string, string> = Object.assign(
  {},
  ...readdirSync(path.join(root, 'web/src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('messages.en.json'))
    .map((file) => JSON.parse(readFileSync(path.join(root, 'web/src', file), 'utf8')) as object),
  labels,
  intakeWords,
)

export const everyPageHolds = (house: () => House) =>
  describe('every page reads well on a phone, at a desk and on a wall, in light and in dark, and is never drawn as empty', {
    timeout: 120_000,
  }, () => {
    if (areKept) mkdirSync(pictures, { recursive: true })
    const looks = everyLook()
    const open = opener(house)
    const isNeverDrawnAsEmpty = opensCut(house)
    test.each(looks)('$name', async (look) => {
      const at = await look.at(house())
      const desk = open(look, at, 'desk')
      const seated = async () => {
        const visitor = await desk
        await examine(visitor, look, 'desk')
        // The wall size is left out for dialogs and menus, which are as wide there as on a desktop screen.
        if (!look.opens) {
          await visitor.page.setViewportSize(sizes.wall)
          await examine(visitor, look, 'wall')
        }
      }
      const standing = async () => {
        // The first look at each route loads its address; later looks navigate from the page before.
        const isFirst = looks.find(({ route }) => route === look.route) === look
        await examine(await open(look, at, 'phone', isFirst), look, 'phone')
      }
      const cutOff = async () => {
        // Waits until the desktop page has loaded, so that the browser has cached the scripts.
        await desk
        // Dialogs and menus load nothing more than their page, and the
        // page "not found" loads nothing, so both are left out.
        if (look.who !== undefined && !look.opens && look.name !== 'not-found') await isNeverDrawnAsEmpty(look.who, at)
      }
      const all = [seated(), standing(), cutOff()]
      // The next test uses the same pages, so all three checks must end before this test may fail.
      await Promise.allSettled(all)
      await Promise.all(all)
    })
  })

export const everyCodeHasAName = (house: () => House) =>
  test('every language and country is called by a name, though browsers do not know all of them', async () => {
    const { page } = await house().stranger()
    await page.goto(`${house().address}/sign-in`)
    const nameless = await page.evaluate(unknownHere, {
      language: codeLists.languages,
      region: codeLists.nationalities,
    })
    const spoken = (list: CodeListName) => (code: string) => !(codeLabelKey(list, code) in catalogue)
    expect(nameless.language.filter(spoken('languages'))).toEqual([])
    expect(nameless.region.filter(spoken('nationalities'))).toEqual([])
  })

/** Runs in the page: returns the codes for which this browser has no name. */
const unknownHere = (codes: Record<'language' | 'region', readonly string[]>) => {
  const without = (type: 'language' | 'region') => {
    const names = new Intl.DisplayNames('en-GB', { type, fallback: 'none' })
    const isNameless = (code: string) => {
      try {
        return names.of(code) === undefined
      } catch {
        return true
      }
    }
    return codes[type].filter(isNameless)
  }
  return { language: without('language'), region: without('region') }
}

/**
 * Returns a function that opens a page by navigating from the previous one. The function reloads instead if `isAnew` is
 * set, or if a dialog is open on the previous page.
 */
const opener = (house: () => House) => {
  const opened = new Set<string>()
  return async ({ who, opens }: Look, at: string, size: Size, isAnew = false): Promise<Visitor> => {
    const where = `${who} ${size}`
    const wasOpened = opened.delete(where)
    const visitor = await house().visitAgain(who, at, size, isAnew || wasOpened)
    await visitor.settled()
    if (opens) opened.add(where)
    await opens?.(visitor.page)
    return visitor
  }
}

const examine = async ({ page, settled, told }: Visitor, look: Look, size: Size) => {
  const picture = async (scheme: string) => {
    const file = `${look.name}-${sizes[size].width}-${scheme}.png`
    if (!look.pictured || !areKept) return
    // Moves the mouse off all elements.
    await page.mouse.move(0, 0)
    writeFileSync(path.join(pictures, file), await withFewColours(await page.screenshot({ caret: 'hide' }), page))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await settled()
  // A control half under the sticky bar can be reached by scrolling,
  // so bars are made static while axe measures target sizes.
  await page.evaluate(settleBars, 'static')
  expect(await faultsOfAccess(page, standard), `${size}, light`).toEqual([])
  await page.evaluate(settleBars, '')
  if (size === 'desk') expect(await faultsOfAccess(page, landmarks), 'landmarks, tables and names').toEqual([])
  const { title, words, tooWide } = await page.evaluate(read)
  expect(tooWide, `${size}: wider than the window`).toEqual([])
  expect(words.filter((word) => keyLike.test(word))).toEqual([])
  expect(isPlain(title), title).toBe(true)
  expect(isPlainAddress(page.url()), page.url()).toBe(true)
  // The pseudo language has longer words: left-to-right on the
  // desktop, and right-to-left on the phone, where space is scarcest.
  const runs = size === 'phone' ? 'rtl' : 'ltr'
  if (size !== 'wall') expect(await inOtherWords(page, told, runs), `${size}, ${runs}`).toEqual(nothing)
  await picture('light')
  // Dark mode changes only colours, and colours do not depend on the width
  // of the wall screen (tests/web/wall), so phone and desktop suffice.
  if (size === 'wall') return
  await page.emulateMedia({ colorScheme: 'dark' })
  await settled()
  expect(await faultsOfAccess(page, { type: 'rule', values: ['color-contrast'] }), `${size}, dark`).toEqual([])
  if (size === 'desk') await picture('dark')
}

/** Runs in the page: makes bars that stick to the bottom of the window static, or restores them. */
const settleBars = (position: string) => {
  for (const element of document.querySelectorAll<HTMLElement>('main *')) {
    const { position: now, bottom } = getComputedStyle(element)
    if (position === '' ? element.dataset.settled !== undefined : now === 'sticky' && bottom !== 'auto') {
      element.style.position = position
      if (position === '') delete element.dataset.settled
      else element.dataset.settled = ''
    }
  }
}

/** Matches a message key that is shown because its text is missing. */
const keyLike = new RegExp(
  `(^|[\\s(“"])(${[...new Set(Object.keys(catalogue).map((key) => key.split('.')[0]))].join('|')})\\.[a-z]`,
)

const nothing = { foreign: [], cut: [], tooWide: [] }

/**
 * Whether an address, which others may read in a history or
 * log, has only codes, ids, dates and names of pages and steps.
 */
const isPlainAddress = (url: string) => {
  const { pathname, searchParams } = new URL(url)
  const parts = [...pathname.split('/'), ...searchParams.keys(), ...searchParams.values()]
  return parts.every((part) => /^[a-z0-9.:-]*$/.test(part) && part.length <= 40)
}

/** Whether a title, which others may read in a history, has only a count for tonight, codes and names of pages. */
const isPlain = (title: string) => {
  const [first = '', ...rest] = title.replace(/^\(\d+\) Tonight · /, '').split(' · ')
  const said = /^[A-Z]{2}-[0-9A-Z]{6,}$/.test(first) || Object.values(catalogue).includes(first)
  return said && rest.join() === 'Palermo'
}

/** Runs in the page: returns title, texts, and elements wider than the window. */
const read = () => {
  const { documentElement: all } = document
  const tooWide = [...document.querySelectorAll('body *')]
    .filter(() => all.scrollWidth > all.clientWidth)
    .filter((element) => element.getBoundingClientRect().right > all.clientWidth + 1)
    .map((element) => element.outerHTML.slice(0, 160))
  const spoken = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap((element) =>
    ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''),
  )
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts: string[] = []
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '')
  return { title: document.title, words: [...spoken, ...texts], tooWide }
}
