import type { Answers } from '@palermo/shared/forms/answers.ts'
import { type Referral, ReferralReply } from '@palermo/shared/referrals/contract.ts'
import { Draft, type NewReferral, type SaveDraft } from '@palermo/shared/referrals/drafts.ts'
import type { z } from 'zod'
import { api } from '../api.ts'
import { isProblem, Unreachable } from '../problem.ts'
import { Attempts } from './draft-attempts.ts'
import { bodyOf, receiverOf } from './draft-body.ts'
import { differences, signatureOf } from './draft-differences.ts'
import { type DraftStart, type DraftState, stateAt } from './draft-state.ts'
import { type KeptDraft, keptDrafts } from './kept.ts'
import { SavePace } from './save-pace.ts'

/**
 * Milliseconds after which unsaved input is stored on this device, because the server's answer may never come on a
 * failing connection.
 */
const slowLine = 1_500

/**
 * Saves the input to the server, one request at a time, and on this device while the server cannot be reached. The
 * creation of a draft is repeated with the same body and key until the server answers; input typed meanwhile is saved
 * afterwards. Each save names the server's state on which the save is based, so that it never overwrites a newer state.
 */
export class DraftKeeper {
  readonly id: string
  #state: DraftState
  readonly #start: DraftStart
  readonly #listeners = new Set<() => void>()
  readonly #pace = new SavePace(() => void this.#save())
  #running: Promise<void> | undefined
  #beginning: { body: z.input<typeof NewReferral>; key: string } | undefined
  /** The server's last known state of the draft. */
  #over: { at: string; answers: Answers } | undefined
  readonly #attempts: Attempts
  #dirty = false

  constructor(start: DraftStart) {
    const { kept, answers, referral } = start
    this.#start = start
    this.id = kept?.id ?? crypto.randomUUID()
    if (referral) this.#over = kept?.over ?? { at: referral.updatedAt, answers }
    this.#beginning = kept?.beginning
    this.#attempts = new Attempts(kept?.attempts)
    this.#state = stateAt(start)
    // The earlier page that stored the changes may also have sent them without receiving the answer.
    if (kept) this.#attempts.add(this.signature())
  }

  /** Starts saving automatically; the changes that an earlier page could not send are saved first. */
  start(): void {
    this.#pace.start()
    if (this.#dirty) this.#pace.soon()
    else if (this.#start.kept) {
      this.#start.onKept(this.id)
      this.#changed({})
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

  /** Sets the receiver of the referral. */
  address(receiver: string | undefined): void {
    this.#changed({ receiver })
  }

  /** Takes over changes that the same person made on another device, if nothing was typed on this device. */
  adopt(draft: Draft): void {
    // A reply that was requested before the last save, but arrived after that save, is outdated.
    const known = this.#over ? Date.parse(this.#over.at) : 0
    if (this.isDirty() || Date.parse(draft.referral.updatedAt) <= known) return
    this.#take(draft)
  }

  /** Saves the version of this device over that of the other device, after the person has compared both versions. */
  keepThis(): void {
    const { other } = this.#state
    if (!other) return
    this.#over = { at: other.referral.updatedAt, answers: other.answers }
    this.#attempts.clear()
    this.#become({ referral: other.referral, other: undefined, error: undefined, saving: 'waiting' })
    this.#dirty = true
    this.#pace.now()
  }

  /** Takes the version of the other device and discards the version of this device. */
  takeOther(): void {
    const { other } = this.#state
    if (!other) return
    this.#dirty = false
    this.#take(other)
    this.#drop()
  }

  /** Saves now and returns the referral once all input is saved. Throws the error that prevented the save. */
  async flush(): Promise<Referral> {
    this.#pace.skip()
    do await (this.#running ?? this.#save())
    while (this.#dirty && !this.#state.error)
    if (this.#state.error) throw this.#state.error
    if (!this.#state.referral) {
      this.#dirty = true
      return this.flush()
    }
    return this.#state.referral
  }

  /**
   * Stops saving automatically, without sending unsent input. Waits for the running request and returns the draft on
   * the server, undefined if the server has none; throws if it is unknown whether the server has the draft.
   */
  async rest(): Promise<Referral | undefined> {
    this.stop()
    await this.#running
    return this.#beginning ? this.flush() : this.#state.referral
  }

  /**
   * Creates a new draft with the same answers for an existing case and discards the old draft, because the case of a
   * draft is fixed when the draft is created.
   */
  async moveTo(caseId: string): Promise<void> {
    const before = await this.flush()
    this.#beginning = { body: { ...this.#body(), caseId }, key: crypto.randomUUID() }
    this.#become({ referral: undefined })
    await this.#save(true)
    if (this.#state.error) throw this.#state.error
    const discard = { action: 'discard', version: before.version }
    await api(ReferralReply, `/referrals/${before.id}/actions`, { method: 'POST', body: discard }).catch(
      // A failure is ignored, because the old draft expires by itself and work continues in the new draft.
      () => undefined,
    )
  }

  /** Whether closing the page now would lose input. */
  readonly isDirty = (): boolean => this.#dirty || this.#running !== undefined

  /** Stores unsent input on this device for the next page. */
  async keepHere(): Promise<void> {
    if (!this.isDirty()) return
    const keptHere = await keptDrafts.keep(this.#sealed())
    if (!this.isDirty()) return this.#drop()
    if (keptHere && !this.#state.keptHere) this.#start.onKept(this.id)
    this.#become({ keptHere })
  }

  stop(): void {
    this.#pace.stop()
  }

  /** Deletes the draft's copy on this device and sends nothing more. */
  forget(): void {
    this.#dirty = false
    this.stop()
    this.#drop()
  }

  #changed(change: Partial<DraftState>) {
    const isFirst = !this.#dirty
    this.#dirty = true
    const { saving } = this.#state
    const waits = saving === 'unsaved' || saving === 'conflict'
    this.#become({ ...change, ...(waits ? {} : { saving: 'waiting', error: undefined }) })
    if (waits) void this.keepHere()
    this.#pace.typed(isFirst)
  }

  #take({ answers, referral }: Draft) {
    this.#over = { at: referral.updatedAt, answers }
    this.#attempts.clear()
    const receiver = referral.to?.id
    this.#become({ answers, referral, receiver, saving: 'saved', other: undefined, error: undefined })
  }

  #become(change: Partial<DraftState>) {
    const next = { ...this.#state, ...change }
    this.#state = { ...next, unsent: differences(next.answers, this.#over?.answers ?? {}).length }
    for (const listener of this.#listeners) listener()
  }

  #save(force = false): Promise<void> {
    if ((!this.#dirty && !force) || this.#state.other) return Promise.resolve()
    this.#running ??= this.#exchange().finally(() => {
      this.#running = undefined
      if (this.#dirty && !this.#state.error) this.#pace.soon()
    })
    return this.#running
  }

  async #exchange() {
    this.#dirty = false
    // The message about a lost connection stays until the server answers.
    this.#become({ error: undefined, ...(this.#state.saving === 'unsaved' ? {} : { saving: 'saving' }) })
    const slow = setTimeout(() => void this.keepHere(), slowLine)
    try {
      await this.#reach()
    } catch (error) {
      this.#dirty = true
      const lost = error instanceof Unreachable || isProblem(error, 'unavailable', 'too-many')
      this.#become({ saving: this.#state.other ? 'conflict' : lost ? 'unsaved' : 'refused', error })
      void this.keepHere()
      if (lost) this.#pace.later()
    } finally {
      clearTimeout(slow)
    }
  }

  async #reach() {
    const { referral } = this.#state
    try {
      const draft = referral ? await this.#put(referral) : await this.#begin()
      this.#arrived(draft)
    } catch (error) {
      if (!referral || !isProblem(error, 'changed-meanwhile')) throw error
      const other = await api(Draft, `/referrals/${referral.id}/draft`)
      const theirs = signatureOf(other.answers, other.referral.to?.id)
      const seen = signatureOf(this.#over?.answers ?? {}, other.referral.to?.id)
      const ours = [this.signature(), seen].includes(theirs) || (await this.#attempts.includes(theirs))
      if (!ours || other.referral.status !== 'draft') {
        this.#become({ other })
        throw error
      }
      // The state on the server is either this page's own save, of which only the answer was lost, or a state that this
      // page has seen, so no change of another device is overwritten.
      if (theirs !== this.signature()) this.#dirty = true
      this.#arrived(other)
    }
  }

  #arrived({ referral, answers }: Draft) {
    this.#over = { at: referral.updatedAt, answers }
    this.#attempts.clear()
    this.#become({ referral, saving: this.#dirty ? 'waiting' : 'saved', savedAt: Date.now() })
    if (!this.#dirty) this.#drop()
  }

  #drop() {
    keptDrafts.drop(this.id)
    if (this.#state.keptHere) this.#become({ keptHere: false })
  }

  async #begin(): Promise<Draft> {
    this.#beginning ??= { body: this.#body(), key: crypto.randomUUID() }
    const { body, key } = this.#beginning
    const draft = await api(Draft, '/referrals', { method: 'POST', body, key, keepalive: true, whole: true })
    if (signatureOf(body.answers ?? {}, body.toAgencyId) !== this.signature()) this.#dirty = true
    this.#beginning = undefined
    this.#start.onCreated(draft)
    return draft
  }

  #put({ id, version }: Referral): Promise<Draft> {
    const { kind, toAgencyId, answers } = this.#body()
    const body: SaveDraft = {
      version,
      ...(this.#over ? { seenAt: this.#over.at } : {}),
      ...(kind ? { kind } : {}),
      toAgencyId: toAgencyId ?? null,
      answers: answers ?? {},
    }
    this.#attempts.add(signatureOf(body.answers, body.toAgencyId))
    return api(Draft, `/referrals/${id}/draft`, { method: 'PUT', body, keepalive: true })
  }

  #body = () => bodyOf(this.#start, this.#state)

  /** Returns a text that is the same for equal answers and receiver. */
  signature(): string {
    const { answers, toAgencyId } = this.#body()
    return signatureOf(answers ?? {}, toAgencyId)
  }

  #sealed(): KeptDraft {
    const { form, caseId } = this.#start
    const { answers, referral, unsent } = this.#state
    // The idempotency key of the creation is chosen once and stored, so that this page and later pages together create
    // only one draft.
    if (!referral) this.#beginning ??= { body: this.#body(), key: crypto.randomUUID() }
    const receiver = receiverOf(form, this.#state)
    return {
      id: this.id,
      formId: form.id,
      formVersion: form.version,
      ...(caseId ? { caseId } : {}),
      ...(receiver ? { receiver } : {}),
      answers,
      unsent,
      ...(referral && this.#over ? { over: { referralId: referral.id, ...this.#over } } : {}),
      ...(this.#beginning ? { beginning: this.#beginning as NonNullable<KeptDraft['beginning']> } : {}),
      attempts: this.#attempts.read(),
    }
  }
}
