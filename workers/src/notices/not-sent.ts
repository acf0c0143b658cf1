/** A message was not sent. The error holds a code only, because the text of a mail server may contain an address. */
export class NotSent extends Error {
  readonly code: string
  /**
   * The server refused this message permanently (RFC 5321, 4.2.1: replies 500 to 599), so the message is not retried.
   */
  readonly forever: boolean

  constructor(code: string, forever: boolean) {
    super(`not sent: ${code}`)
    this.code = code
    this.forever = forever
  }
}
