/** Attribute of a field that is refused: its value says why. Beside it stands `data-label`, what the field is called. */
const refused = '[data-fault]'
const summary = '[data-fault-summary]'

/** A field that is refused, as the summary over its form names it. */
export interface ShownFault {
  label: string
  words: string
  focus: () => void
}

export const faultsWithin = (within: ParentNode): ShownFault[] =>
  [...within.querySelectorAll<HTMLElement>(refused)].map((field) => ({
    label: field.dataset.label ?? '',
    words: field.dataset.fault ?? '',
    focus: () => focusOn(field),
  }))

/** Where the focus goes: the marked part of the field, or the first that can take it. */
const focusOn = (field: HTMLElement): void => {
  const marked = field.querySelector<HTMLElement>('[aria-invalid="true"]:not(fieldset), [role="spinbutton"]')
  const box = marked ?? field.querySelector<HTMLElement>('input, select, textarea, button, [tabindex="0"]')
  box?.focus()
  field.scrollIntoView({ block: 'nearest' })
}

/**
 * Once the faults are drawn: the summary over the form takes the focus and names them all. Where there is none, the first
 * field that has a fault takes it, where its words are read out.
 */
export const focusFirstFault = (within: HTMLElement | null): void => {
  requestAnimationFrame(() => {
    if (!within) return
    const first = within.querySelector<HTMLElement>(refused)
    if (!first) return
    const over = within.querySelector(summary) ?? within.closest('[data-faults]')?.querySelector(summary)
    if (over) over.dispatchEvent(new Event('show'))
    else focusOn(first)
  })
}
