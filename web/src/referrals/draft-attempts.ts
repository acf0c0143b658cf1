/**
 * Saves of a draft that were sent and not answered, each of which may have reached the server. A save is stored as a
 * hash, so that the list stays small during a long interruption.
 */
export class Attempts {
  #marks: readonly string[]
  #made: Promise<unknown> = Promise.resolve()

  constructor(marks: readonly string[] = []) {
    this.#marks = marks
  }

  /**
   * Adds a save. The hash is computed in parallel with the request, because a closing page cannot wait for the hash.
   */
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

  /**
   * Forgets all saves, because the server has answered: from now on it refuses the earlier requests, which were based
   * on an older state.
   */
  clear(): void {
    this.#marks = []
    this.#made = this.#made.then(() => {
      this.#marks = []
    })
  }

  read = (): string[] => [...this.#marks]
}

/** Returns a hash of the text; without https the browser offers no hash function, so the text itself is returned. */
export const fingerprintOf = async (signature: string): Promise<string> => {
  if (!globalThis.crypto?.subtle) return signature
  const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(signature))
  return btoa(String.fromCharCode(...new Uint8Array(sum)))
}
