import type { WriteStream } from 'node:tty'

const width = 30

/** Shows a progress bar on a terminal; in a log, writes a line after every tenth of the work. */
export const progressOn = (stream: Pick<WriteStream, 'write'> & { isTTY?: boolean }) => {
  let tenths = -1
  return (share: number, what: string): void => {
    const percent = `${Math.floor(share * 100)} %`.padStart(5)
    if (stream.isTTY) {
      const full = Math.round(share * width)
      stream.write(`\r${'█'.repeat(full)}${'░'.repeat(width - full)} ${percent} ${what}${share >= 1 ? '\n' : ''}`)
      return
    }
    const tenth = Math.floor(share * 10)
    if (tenth === tenths) return
    tenths = tenth
    stream.write(`${percent} ${what}\n`)
  }
}
