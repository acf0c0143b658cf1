/**
 * What was sent of one draft over one state of it, and never answered: any of it may have arrived all the same. Each is
 * remembered by a fingerprint, so that none has to be forgotten however long somebody writes on a dead line.
 */
export class Attempts {
  #marks: readonly string[]
  #made: Promise<unknown> = Promise.resolve()

  constructor(marks: readonly string[] = []) {
    this.#marks = marks
  }

  /** The fingerprint is made beside the request: a page that is being left has no time to wait for it. */
  add(signature: string): void {
    const before = this.#made
    this.#made = fingerprintOf(signature).then(async (mark) => {
      await before
      if (!this.#marks.includes(mark)) this.#marks = [...this.#marks, mark]
    })
  }

  async includes(signature: string): Promise<boolean> {
    const mark = await fingerprintOf(signature)
    await this.#made
    return this.#marks.includes(mark)
  }

  /** An answer came: whatever was sent before can arrive no more, as it was written over an older state. */
  clear(): void {
    this.#marks = []
    this.#made = this.#made.then(() => {
      this.#marks = []
    })
  }

  read = (): string[] => [...this.#marks]
}

/** Without https the browser offers no hash function, so the text itself is kept in memory. */
export const fingerprintOf = async (signature: string): Promise<string> => {
  if (!globalThis.crypto?.subtle) return signature
  const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(signature))
  return btoa(String.fromCharCode(...new Uint8Array(sum)))
}
