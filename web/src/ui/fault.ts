/**
 * The attribute that marks an invalid field and holds the reason; `data-label` on the same element holds the field's
 * label.
 */
const refused = '[data-fault]'
const summary = '[data-fault-summary]'

/** An invalid field in the error summary of its form. */
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

/** Focuses the part of the field that is marked as invalid, otherwise the field's first focusable element. */
const focusOn = (field: HTMLElement): void => {
  const marked = field.querySelector<HTMLElement>('[aria-invalid="true"]:not(fieldset), [role="spinbutton"]')
  const box = marked ?? field.querySelector<HTMLElement>('input, select, textarea, button, [tabindex="0"]')
  box?.focus()
  field.scrollIntoView({ block: 'nearest' })
}

/**
 * After the errors are rendered, focuses the error summary of the form. In a form without a summary, focuses the first
 * invalid field, whose error screen readers then read out.
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
