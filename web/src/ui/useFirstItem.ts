import { type RefObject, useEffect, useRef } from 'react'

/**
 * For a menu: when the menu itself gets the focus, it moves to the first item. The library leaves it on the menu if a
 * key pressed the button, which it takes for a screen reader, and Enter would then do nothing.
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
