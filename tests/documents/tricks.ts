/** Stands in every trick and nowhere else: where it turns up afterwards, the trick was carried over. */
export const canary = 'evil-4471.example'

/** A file with something in it that must not come out again. */
export interface Trick {
  name: string
  extension: 'docx' | 'xlsx' | 'pdf'
  make(): Buffer | Promise<Buffer>
  /** Words that a reader saw and still must, where the file is kept. */
  stays?: string
}
