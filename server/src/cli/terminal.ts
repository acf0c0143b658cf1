import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { progressOn } from './progress.ts'

/** The output of a command: results go to standard output, errors to standard error. */
export interface Terminal {
  log(line: string): void
  complain(line: string): void
  /** Shows the progress of long work: on a terminal by overwriting the last line, in a log by a line at every tenth. */
  progress(share: number, what: string): void
  /**
   * Asks for a text that is not shown while it is typed; returns undefined if there is no terminal.
   * @throws Interrupted
   */
  askHidden(question: string): Promise<string | undefined>
}

/** Thrown if the person at the terminal cancelled the question. */
export class Interrupted extends Error {}

export const systemTerminal: Terminal = {
  log: (line) => console.log(line),
  complain: (line) => console.error(line),
  progress: progressOn(process.stderr),
  async askHidden(question) {
    if (!process.stdin.isTTY) return undefined
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
    const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
    // The question is printed only after echo is off, since a fast answer would otherwise be visible.
    process.stderr.write(question)
    // Without echo, Ctrl-C and Ctrl-D arrive as ordinary keys.
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
