/** A text in every trick and nowhere else. If a cleaned file contains the text, the trick was not removed. */
export const canary = 'evil-4471.example'

/** A file with content that must be removed. */
export interface Trick {
  name: string
  extension: 'docx' | 'xlsx' | 'pdf'
  make(): Buffer | Promise<Buffer>
  /** Visible text that must be kept if the file is accepted. */
  stays?: string
}
