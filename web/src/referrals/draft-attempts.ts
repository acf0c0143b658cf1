/**
 * Saves of one state of a draft that were sent without an answer: each may have arrived. Each is stored as a hash, so
 * that the list stays small during a long interruption.
 */
export class Attempts {
  #marks: readonly string[]
  #made: Promise<unknown> = Promise.resolve()

  constructor(marks: readonly string[] = []) {
    this.#marks = marks
  }

  /** The hash is computed in parallel with the request, because a closing page cannot wait for it. */
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

  /** An answer came: earlier requests are void, because they were based on an older state. */
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
