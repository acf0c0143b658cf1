/** The breakpoint of the reading pane. */
export const paneIsOpen = (): boolean => matchMedia('(min-width: 75rem)').matches
