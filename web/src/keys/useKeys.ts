import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { linkTo, type PageLink, placesFor } from '../navigation/navigation.ts'
import { subjectLink } from '../navigation/subjects.ts'
import { useMe } from '../session/useSession.ts'
import { pageAct, rowInHand } from './acts.ts'
import { actInView } from './in-view.ts'
import { actsOf, chordKey, chordWithin, type KeyAct, keyOf } from './keys.ts'
import { showOverlay } from './overlay.ts'
import { keysAreOn } from './setting.ts'

type Go = (link: PageLink | ReturnType<typeof subjectLink>) => void

/**
 * Handles single keys on every page, but not in text fields, not while a dialog is open, and not if the reader has
 * turned single keys off.
 */
export const useKeys = (): void => {
  const me = useMe()
  const navigate = useNavigate()
  const go = useRef<Go>(() => undefined)
  const letters = useRef(new Map<string, PageLink>())
  useEffect(() => {
    go.current = (link) => void navigate(link)
    letters.current = new Map(placesFor(me).flatMap((place) => (place.letter ? [[place.letter, linkTo(place)]] : [])))
  })
  useEffect(() => {
    let chordAt = Number.NEGATIVE_INFINITY
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !keysAreOn()) return
      if (isTyped(event.target) || document.querySelector('[role="dialog"]')) return
      const key = keyOf(event)
      const isChord = event.timeStamp - chordAt < chordWithin
      chordAt = Number.NEGATIVE_INFINITY
      const place = isChord ? letters.current.get(key) : undefined
      if (place) go.current(place)
      else if (key === chordKey) chordAt = event.timeStamp
      else if (!actsOf(key).some(({ act, repeats }) => (!event.repeat || repeats) && perform(act, go.current))) return
      event.preventDefault()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
}

const typing =
  'input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select, [contenteditable], [role="spinbutton"], [role="menu"], [role="listbox"]'

const isTyped = (target: EventTarget | null) => target instanceof Element && target.closest(typing) !== null

/** Performs the effect of a key; returns false if the page has no such effect. */
const perform = (act: KeyAct, go: Go): boolean => {
  switch (act) {
    case 'next':
      return move(1)
    case 'previous':
      return move(-1)
    case 'help':
      showOverlay('keys')
      return true
    case 'search':
      return search()
    default:
      return run(pageAct(act)) || ((act === 'accept' || act === 'decline') && answer(act, go))
  }
}

const run = (what: (() => void) | undefined): boolean => {
  what?.()
  return what !== undefined
}

/**
 * Moves the focus to the next or previous row of the list, or to the first row if there is no current row. Returns
 * false if there is no row.
 */
const move = (step: 1 | -1): boolean => {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]:not(aside *)')]
  const at = rowInHand()
  const next = rows[at ? rows.indexOf(at) + step : 0] ?? at
  if (!next) return false
  next.querySelector<HTMLElement>('a[href]')?.focus()
  pageAct('moved')?.(next.dataset.row ?? '')
  return true
}

/** Focuses the search field of the list; on a page without a search field, opens the command palette. */
const search = (): boolean => {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('main input[type="search"]')]
  const box = boxes.find((one) => one.checkVisibility())
  if (box) box.select()
  else showOverlay('palette')
  return true
}

const answered = /^\/(referral|handover)s\/([0-9a-f-]{36})$/

/**
 * Opens the form for accepting or declining the open record; for a row of a list, opens the record's page with that
 * form. Returns false if there is no such record.
 */
const answer = (act: 'accept' | 'decline', go: Go): boolean => {
  const inView = actInView(act)
  if (inView) return run(inView.run)
  const path = rowInHand()?.querySelector<HTMLAnchorElement>('a[href]')?.pathname
  const [, subjectKind, subjectId] = answered.exec(path ?? '') ?? []
  if (!subjectKind || !subjectId) return false
  go(subjectLink({ subjectKind, subjectId }, act))
  return true
}
