let title = ''
let before = ''

const show = () => {
  document.title = `${before}${title} · Palermo`
}

/** Sets the window title: only references and names of pages. */
export const setWindowTitle = (page: string): void => {
  title = page
  show()
}

/** Sets a text that precedes the title of every page while an alert is active. */
export const prefixWindowTitle = (words: string): void => {
  before = words === '' ? '' : `${words} `
  if (title !== '') show()
}

/** The title of the page, without the text of an alert. */
export const pageTitle = (): string => title
