import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** Where a command speaks. What it prints is its result; what it complains of goes beside it. */
export interface Terminal {
  say(line: string): void
  complain(line: string): void
  /** Asks without showing what is typed; undefined where nobody sits at the terminal. */
  askHidden(question: string): Promise<string | undefined>
}

export const systemTerminal: Terminal = {
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
  async askHidden(question) {
    if (!process.stdin.isTTY) return undefined
    process.stderr.write(question)
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
    const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
    // Ctrl-C is a key like any other while what is typed is hidden.
    const given = new AbortController()
    lines.on('SIGINT', () => given.abort())
    try {
      return await lines.question('', { signal: given.signal })
    } finally {
      lines.close()
      process.stderr.write('\n')
    }
  },
}
