import { type RefObject, useEffect, useRef } from 'react'

/**
 * Returns a ref for a menu: when the menu itself gets the focus, the focus moves to the menu's first item. If a key
 * opened the menu, the library takes that for a screen reader and leaves the focus on the menu, where Enter would do
 * nothing.
 */
export const useFirstItem = (): RefObject<HTMLDivElement | null> => {
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const whole = menu.current
    const focusFirst = () => whole?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus()
    if (document.activeElement === whole) focusFirst()
    whole?.addEventListener('focus', focusFirst)
    return () => whole?.removeEventListener('focus', focusFirst)
  }, [])
  return menu
}
