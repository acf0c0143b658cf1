let title = ''
let before = ''

const show = () => {
  document.title = `${before}${title} · Palermo`
}

/** What the window is called: codes and the names of pages, nothing else. */
export const setWindowTitle = (page: string): void => {
  title = page
  show()
}

/** Said before the name of every page for as long as something presses. */
export const prefixWindowTitle = (words: string): void => {
  before = words === '' ? '' : `${words} `
  if (title !== '') show()
}

/** What the page in the window is called, without what presses. */
export const pageTitle = (): string => title
