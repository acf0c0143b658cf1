import { type RefObject, useEffect, useRef } from 'react'

/**
 * For a menu: whenever the focus comes to the menu as a whole it goes on to the first line. The library leaves it on the
 * whole where a key pressed the button, which it takes for a screen reader's press, and then Enter would do nothing.
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
