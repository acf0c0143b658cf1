/** Once the faults are drawn: the first box that has one takes the focus, where its words are read out. */
export const focusFirstFault = (within: ParentNode | null): void => {
  requestAnimationFrame(() => {
    const faulty = within?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] [role="spinbutton"]')
    const box = faulty?.matches('fieldset')
      ? faulty.querySelector<HTMLElement>('input, select, textarea, button')
      : faulty
    box?.focus()
  })
}
