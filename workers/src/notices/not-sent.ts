/** What went wrong, by code: the words of a mail server may hold an address. */
export class NotSent extends Error {
  readonly code: string
  /** The server refused this message for good (RFC 5321, 4.2.1: 5yz), and no other try will do better. */
  readonly forever: boolean

  constructor(code: string, forever: boolean) {
    super(`not sent: ${code}`)
    this.code = code
    this.forever = forever
  }
}
