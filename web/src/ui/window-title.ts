let title = ''
let before = ''

const show = () => {
  document.title = `${before}${title} · Palermo`
}

/** Sets the window title, which must contain only references and names of pages. */
export const setWindowTitle = (page: string): void => {
  title = page
  show()
}

/** Sets a text that precedes the title of every page while an alert is active; an empty text ends this. */
export const prefixWindowTitle = (words: string): void => {
  before = words === '' ? '' : `${words} `
  if (title !== '') show()
}

/** Returns the title of the page, without the text of an alert. */
export const pageTitle = (): string => title
