/** The error as a code, because the text of a mail server may hold an address. */
export class NotSent extends Error {
  readonly code: string
  /** The server refused this message permanently (RFC 5321, 4.2.1: 5yz), so it is not retried. */
  readonly forever: boolean

  constructor(code: string, forever: boolean) {
    super(`not sent: ${code}`)
    this.code = code
    this.forever = forever
  }
}
