import type { DeskItem } from '@palermo/shared/desk/contract.ts'
import { useEffect, useRef } from 'react'
import { keysAreOn } from './keys.ts'

interface Keys {
  items: readonly DeskItem[]
  at: DeskItem | undefined
  show: (item: DeskItem) => void
  open: (item: DeskItem, act?: string) => void
  choose: (item: DeskItem) => void
  help: () => void
}

/** j k ⏎ a d x ? — only while nothing is being typed and no dialog stands open, and only as long as the reader wants them. */
export const useWorkKeys = (keys: Keys): void => {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !keysAreOn() || isBusy(event.target)) return
      if (press(event.key, latest.current)) event.preventDefault()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
}

const isBusy = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]') !==
    null

const press = (key: string, { items, at, show, open, choose, help }: Keys): boolean => {
  const here = at ? items.findIndex(({ subjectId }) => subjectId === at.subjectId) : -1
  if (key === 'j' || key === 'k') {
    const next = items[key === 'j' ? Math.min(here + 1, items.length - 1) : Math.max(here - 1, 0)]
    if (next) {
      show(next)
      document.querySelector<HTMLElement>(`[data-row="${next.id}"] a`)?.focus()
    }
    return next !== undefined
  }
  if (key === '?') help()
  else if (key === 'a' && at) open(at, 'accept')
  else if (key === 'd' && at) open(at, 'decline')
  else if (key === 'x' && at) choose(at)
  else return false
  return true
}
