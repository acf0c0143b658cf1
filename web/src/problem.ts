import { type FieldError, ProblemDocument, type ProblemName } from '@palermo/shared/problem.ts'
import { hasWords, type Translate } from './messages.ts'

/** Thrown if the server refused the request; carries the server's problem document. */
export class Refused extends Error {
  readonly document: ProblemDocument
  readonly problem: ProblemName

  constructor(document: ProblemDocument) {
    super(document.detail ?? document.title)
    this.name = 'Refused'
    this.document = document
    this.problem = document.type.replace('/problems/', '') as ProblemName
  }
}

/** Thrown if no response came, so that it is unknown whether the request had an effect. */
export class Unreachable extends Error {
  readonly why: 'offline' | 'slow'

  constructor(why: 'offline' | 'slow') {
    super(why)
    this.name = 'Unreachable'
    this.why = why
  }
}

/** Thrown if the response could not be parsed, usually because the page is older than the server. */
export class Unreadable extends Error {
  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`)
    this.name = 'Unreadable'
  }
}

/** Whether the server did not answer or is not ready, so that a retry may succeed soon. */
export const isCutOff = (error: unknown): boolean => error instanceof Unreachable || isProblem(error, 'unavailable')

export const isProblem = (error: unknown, ...names: ProblemName[]): error is Refused =>
  error instanceof Refused && names.includes(error.problem)

/** Returns the text for an error in the reader's language: what happened, and what to do. */
export const wordsFor = (error: unknown, t: Translate): { title: string; detail: string | undefined } => {
  if (error instanceof Unreachable)
    return { title: t(`problems.${error.why}.title`), detail: t(`problems.${error.why}.detail`) }
  if (error instanceof Unreadable)
    return { title: t('problems.unreadable.title'), detail: t('problems.unreadable.detail') }
  if (error instanceof Refused) {
    const key = `problems.${error.problem}`
    const title = hasWords(`${key}.title`) ? t(`${key}.title`) : error.document.title
    const known = hasWords(`${key}.detail`) ? t(`${key}.detail`) : undefined
    return { title, detail: error.document.detail ?? known }
  }
  return { title: t('problems.unexpected.title'), detail: t('problems.unexpected.detail') }
}

/**
 * Returns the texts of the field errors by field name, for forms whose fields are named as in the request; empty for
 * any error but a refusal.
 */
export const fieldErrors = (error: unknown, t: Translate): Record<string, string> =>
  error instanceof Refused
    ? Object.fromEntries((error.document.errors ?? []).map((fault) => [nameOf(fault), wordsOfFault(fault, t)]))
    : {}

const nameOf = ({ pointer }: FieldError): string =>
  pointer
    .replace(/^\/(body\/)?/, '')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')

/**
 * Returns the translated text of a field error; for an error code that the page does not know, the server's own text.
 */
const wordsOfFault = ({ code, detail }: FieldError, t: Translate): string =>
  code !== undefined && hasWords(`faults.${code}`) ? t(`faults.${code}`) : t('faults.other', { detail })

/**
 * Returns a refusal with its problem document; the document is generated here if a proxy answered in another format.
 */
export const readProblem = async (response: Response): Promise<Refused> => {
  const body: unknown = await response.json().catch(() => undefined)
  const parsed = ProblemDocument.safeParse(body)
  if (parsed.success) return new Refused(parsed.data)
  const type = response.status === 401 ? 'not-signed-in' : response.status >= 500 ? 'unavailable' : 'unexpected'
  return new Refused({ type: `/problems/${type}`, title: response.statusText || type, status: response.status })
}
