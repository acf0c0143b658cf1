/** Whether the page is wide enough to show the reading pane. */
export const paneIsOpen = (): boolean => matchMedia('(min-width: 75rem)').matches
