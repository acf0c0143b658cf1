import type { Answers } from '@palermo/shared/forms/answers.ts'
import { fieldsOf } from '@palermo/shared/forms/check.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { mapped } from '@palermo/shared/forms/mapping.ts'
import { validateAnswers } from '@palermo/shared/forms/validate.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { Draft, type NewReferral, type SaveDraft } from '@palermo/shared/referrals/drafts.ts'
import type { z } from 'zod'
import { api } from '../api.ts'
import { Unreachable } from '../problem.ts'

const pauseInTyping = 700
/** Somebody who never pauses is saved all the same. */
const longest = 3_000
const retryAfter = 5_000

export interface DraftState {
  answers: Answers
  /** Whom it is for, where no question of the form says so. */
  receiver: string | undefined
  /** The draft on the server; undefined until the first answer has reached it. */
  referral: Referral | undefined
  /** `unsaved`: there was no connection; it is tried again by itself. `refused`: the server would not keep it. */
  saving: 'nothing' | 'waiting' | 'saving' | 'saved' | 'unsaved' | 'refused'
  savedAt: number | undefined
  error: unknown
}

interface Start {
  form: Form
  today: string
  answers: Answers
  referral?: Referral | undefined
  caseId?: string | undefined
  receiver?: string | undefined
  onCreated: (draft: Draft) => void
}

/**
 * Keeps what is typed on the server, one save at a time. A draft that was begun on a bad line is begun once: the same
 * body with the same key is sent until an answer comes, and only then what was typed since.
 */
export class DraftKeeper {
  #state: DraftState
  readonly #start: Start
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | undefined
  #beginning: { body: z.input<typeof NewReferral>; key: string } | undefined
  #dirty = false
  #dirtySince = 0

  constructor(start: Start) {
    this.#start = start
    this.#state = {
      answers: start.answers,
      receiver: start.referral?.to?.id ?? start.receiver,
      referral: start.referral,
      saving: 'nothing',
      savedAt: undefined,
      error: undefined,
    }
  }

  readonly read = (): DraftState => this.#state

  readonly hear = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  change(answers: Answers): void {
    this.#changed({ answers })
  }

  /** Chooses whom it is for. */
  address(receiver: string | undefined): void {
    this.#changed({ receiver })
  }

  /** What the same person has written on another device meanwhile, as long as nothing was typed on this one. */
  adopt({ answers, referral }: Draft): void {
    if (this.isDirty() || referral.updatedAt === this.#state.referral?.updatedAt) return
    this.#become({ answers, referral, receiver: referral.to?.id })
  }

  #changed(change: Partial<DraftState>): void {
    if (!this.#dirty) this.#dirtySince = Date.now()
    this.#dirty = true
    this.#become({ ...change, saving: 'waiting', error: undefined })
    this.#soon(Math.max(0, Math.min(pauseInTyping, this.#dirtySince + longest - Date.now())))
  }

  /** Saves now; resolves when all that was typed has been kept. Throws what stood in the way. */
  async flush(): Promise<Referral> {
    clearTimeout(this.#timer)
    do await (this.#running ?? this.#save())
    while (this.#dirty && !this.#state.error)
    if (this.#state.error) throw this.#state.error
    if (!this.#state.referral) {
      this.#dirty = true
      return this.flush()
    }
    return this.#state.referral
  }

  /** The same answers for a case that exists already: a new draft, since a draft's case is set when it is begun. */
  async moveTo(caseId: string): Promise<void> {
    const before = await this.flush()
    this.#beginning = { body: { ...this.#body(), caseId }, key: crypto.randomUUID() }
    this.#become({ referral: undefined })
    await this.#save(true)
    if (this.#state.error) throw this.#state.error
    const discard = { action: 'discard', version: before.version }
    await api(Draft.shape.referral, `/referrals/${before.id}/actions`, { method: 'POST', body: discard }).catch(
      // It lapses by itself; the work goes on in the new one.
      () => undefined,
    )
  }

  /** Whether leaving now would lose something. */
  readonly isDirty = (): boolean => this.#dirty || this.#state.saving === 'saving'

  stop(): void {
    clearTimeout(this.#timer)
  }

  #become(change: Partial<DraftState>) {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }

  #soon(milliseconds: number) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#save(), milliseconds)
  }

  #save(force = false): Promise<void> {
    if (!this.#dirty && !force) return Promise.resolve()
    this.#running ??= this.#exchange().finally(() => {
      this.#running = undefined
      if (this.#dirty && !this.#state.error) this.#soon(pauseInTyping)
    })
    return this.#running
  }

  async #exchange() {
    this.#dirty = false
    this.#become({ saving: 'saving', error: undefined })
    try {
      const { referral } = this.#state
      const draft = referral ? await this.#put(referral) : await this.#begin()
      this.#become({ referral: draft.referral, saving: this.#dirty ? 'waiting' : 'saved', savedAt: Date.now() })
    } catch (error) {
      this.#dirty = true
      const lost = error instanceof Unreachable
      this.#become({ saving: lost ? 'unsaved' : 'refused', error })
      if (lost) this.#soon(retryAfter)
    }
  }

  async #begin(): Promise<Draft> {
    this.#beginning ??= { body: this.#body(), key: crypto.randomUUID() }
    const { body, key } = this.#beginning
    const draft = await api(Draft, '/referrals', { method: 'POST', body, key })
    if (JSON.stringify(body.answers) !== JSON.stringify(this.#sendable())) this.#dirty = true
    this.#beginning = undefined
    this.#start.onCreated(draft)
    return draft
  }

  #put({ id, version }: Referral): Promise<Draft> {
    const { kind, toAgencyId, answers } = this.#body()
    const body: SaveDraft = {
      version,
      ...(kind ? { kind } : {}),
      toAgencyId: toAgencyId ?? null,
      answers: answers ?? {},
    }
    // A browser lets a page that is left send no more than this after it.
    const keepalive = new TextEncoder().encode(JSON.stringify(body)).length < 60_000
    return api(Draft, `/referrals/${id}/draft`, { method: 'PUT', body, keepalive })
  }

  #body(): z.input<typeof NewReferral> {
    const { form, caseId } = this.#start
    const answers = this.#sendable()
    const { 'referral.kind': kind = form.kind } = mapped(form, answers)
    const receiver = receiverOf(form, this.#state)
    return {
      ...(kind === 'lead' || kind === 'service' ? { kind } : {}),
      ...(caseId ? { caseId } : {}),
      ...(receiver ? { toAgencyId: receiver } : {}),
      formId: form.id,
      formVersion: form.version,
      answers,
    }
  }

  /** A half-typed year would make the server refuse the whole save: what is not right yet waits until it is. */
  #sendable(): Answers {
    const { form, today } = this.#start
    const wrong = validateAnswers(form, this.#state.answers, { today, draft: true }).map(
      ({ pointer }) => pointer.split('/')[1],
    )
    return Object.fromEntries(Object.entries(this.#state.answers).filter(([id]) => !wrong.includes(id)))
  }
}

/** The question of a form that asks whom it is for; a form without one is addressed where its answers are checked. */
export const receiverField = (form: Form) => fieldsOf(form).find(({ mapsTo }) => mapsTo === 'referral.receiver')

export const receiverOf = (form: Form, { answers, receiver }: Pick<DraftState, 'answers' | 'receiver'>) => {
  const asked = receiverField(form)
  if (!asked) return receiver
  const answer = answers[asked.id]
  return typeof answer === 'string' ? answer : undefined
}
