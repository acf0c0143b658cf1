import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { progressOn } from './progress.ts'

/** Where a command speaks. What it prints is its result; what it complains of goes beside it. */
export interface Terminal {
  log(line: string): void
  complain(line: string): void
  /** Progress of long work: overwrites the last line on a terminal; in a log a line now and then. */
  progress(share: number, what: string): void
  /** Asks without echo; undefined without a terminal. @throws Interrupted */
  askHidden(question: string): Promise<string | undefined>
}

/** The person at the terminal cancelled the question. */
export class Interrupted extends Error {}

export const systemTerminal: Terminal = {
  log: (line) => console.log(line),
  complain: (line) => console.error(line),
  progress: progressOn(process.stderr),
  async askHidden(question) {
    if (!process.stdin.isTTY) return undefined
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
    const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
    // Asked only now that the terminal no longer shows what is typed, or a fast answer would stand there.
    process.stderr.write(question)
    // Ctrl-C and Ctrl-D are keys like any other while what is typed is hidden.
    lines.on('SIGINT', () => lines.close())
    const answer = await new Promise<string | undefined>((resolve) => {
      lines.question('').then(resolve, () => resolve(undefined))
      lines.once('close', () => resolve(undefined))
    })
    lines.close()
    process.stderr.write('\n')
    if (answer === undefined) throw new Interrupted()
    return answer
  },
}
