const pauseInTyping = 700
/** Longest time between saves while the writer types without a pause. */
const longest = 3_000
const retryAfter = 5_000

/** Decides when input is saved automatically; times in milliseconds. */
export class SavePace {
  readonly #save: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #since = 0
  #isStopped = false

  constructor(save: () => void) {
    this.#save = save
  }

  /** Plans a save. `isFirst` is true for the first input since the last save. */
  typed(isFirst: boolean): void {
    if (isFirst) this.#since = Date.now()
    this.#in(Math.max(0, Math.min(pauseInTyping, this.#since + longest - Date.now())))
  }

  soon = (): void => this.#in(pauseInTyping)
  now = (): void => this.#in(0)
  later = (): void => this.#in(retryAfter)

  /** Cancels the planned save, since the caller saves at once. */
  skip = (): void => clearTimeout(this.#timer)

  start(): void {
    this.#isStopped = false
  }

  stop(): void {
    this.#isStopped = true
    this.skip()
  }

  #in(milliseconds: number) {
    this.skip()
    if (!this.#isStopped) this.#timer = setTimeout(this.#save, milliseconds)
  }
}
