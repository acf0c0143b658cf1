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

/** Performs the effect of a key; returns whether there was an effect. */
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

/** Moves the focus to the next or previous row of the list; without a current row, to the first. */
const move = (step: 1 | -1): boolean => {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]:not(aside *)')]
  const at = rowInHand()
  const next = rows[at ? rows.indexOf(at) + step : 0] ?? at
  if (!next) return false
  next.querySelector<HTMLElement>('a[href]')?.focus()
  pageAct('moved')?.(next.dataset.row ?? '')
  return true
}

/** Focuses the search field of the list; a page without such a field opens the search over all of the reader's work. */
const search = (): boolean => {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('main input[type="search"]')]
  const box = boxes.find((one) => one.checkVisibility())
  if (box) box.select()
  else showOverlay('palette')
  return true
}

const answered = /^\/(referral|handover)s\/([0-9a-f-]{36})$/

/**
 * Answers the open record by its own buttons; for a row, opens the form on the record's page, which checks whether the
 * action is possible.
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
