const key = 'single-keys'

/** WCAG 2.2, 2.1.4: single-key shortcuts can be turned off; speech input would set them off by accident. */
export const keysAreOn = (): boolean => localStorage.getItem(key) !== 'off'

export const setKeys = (on: boolean): void => {
  if (on) localStorage.removeItem(key)
  else localStorage.setItem(key, 'off')
}
