/** As the reading pane's own breakpoint. */
export const paneIsOpen = (): boolean => matchMedia('(min-width: 75rem)').matches
