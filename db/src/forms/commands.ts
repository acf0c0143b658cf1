import type { Actor } from '@palermo/shared/actor.ts'
import { borrowedKeys } from '@palermo/shared/forms/borrowed.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { namedKeys, sourceLanguage } from '@palermo/shared/forms/keys.ts'
import { withRetired } from '@palermo/shared/forms/retiring.ts'
import { firstOwnVersion, shippedForm, shippedForms } from '@palermo/shared/forms/shipped.ts'
import type { ActOnForm, FormVersion, FormWords, SaveForm, SaveWords } from '@palermo/shared/forms/versions.ts'
import { type FieldError, Problem } from '@palermo/shared/problem.ts'
import { and, eq, sql as fragment } from 'drizzle-orm'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { insert, prepared } from '../prepared.ts'
import { type Kept, keptVersions, presentVersion, profileInForce } from './queries.ts'
import { forms } from './table.ts'

const refuse = (...errors: FieldError[]) => new Problem('invalid', undefined, { errors })

const checkAdministrator = (actor: Actor) => {
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
}

/**
 * Returns the stored row of a version, which must still have the revision that the client read; undefined if there is
 * no row yet.
 * @throws Problem changed-meanwhile
 */
const rowAt = (kept: readonly Kept[], version: number, revision: number): Kept | undefined => {
  const row = kept.find((one) => one.version === version)
  if ((row?.revision ?? 0) !== revision) throw new Problem('changed-meanwhile')
  return row
}

const shown = async (tx: Tx, id: string, version: number): Promise<FormVersion> => {
  const [force] = await profileInForce(tx.sql)
  return presentVersion(await keptVersions(tx.sql, id), force?.profile ?? '', id, version)
}

/**
 * Saves an unpublished form version of the task force. Every text key in the form must have a text.
 * @throws Problem not-allowed, changed-meanwhile, wrong-status for a published version, invalid
 */
export const saveForm = (db: Database, who: RequestContext, id: string, input: SaveForm): Promise<FormVersion> =>
  write(db, who, async (tx, actor) => {
    checkAdministrator(actor)
    const { version, revision, words } = input
    if (input.form.id !== id) throw refuse({ pointer: '/form/id', detail: 'is another form' })
    if (input.form.version !== version) throw refuse({ pointer: '/form/version', detail: 'is another version' })
    if (version < firstOwnVersion) throw refuse({ pointer: '/version', detail: `begins at ${firstOwnVersion}` })
    const named = namedKeys(input.form)
    const missing = named.filter((key) => !words[key]?.trim())
    if (missing.length > 0) throw refuse(...missing.map((key) => ({ pointer: `/words/${key}`, detail: 'required' })))
    const kept = await keptVersions(tx.sql, id)
    const row = rowAt(kept, version, revision)
    if (row && row.standing !== 'draft') throw new Problem('wrong-status')
    const form = withRetired(input.form, askedBefore(kept, id, version))
    const all = {
      ...row?.words,
      ...onlyNamed(input.translations ?? {}, [...named, ...borrowedKeys(input.form)]),
      [sourceLanguage]: words,
    }
    if (row) await rewrite(tx.sql, { id, version, document: form, words: all, seen: revision, now: tx.now })
    else await insert(tx.sql, forms, { id, formVersion: version, document: form, words: all })
    return shown(tx, id, version)
  })

/** Returns the earlier versions under which answers may be stored. */
const askedBefore = (kept: readonly Kept[], id: string, version: number): Form[] => [
  ...shippedForms().flatMap(({ form }) => (form.id === id ? [form] : [])),
  ...kept.filter((one) => one.standing !== 'draft' && one.version < version).map(({ form }) => form),
]

/** Drops blank translations, and translations of questions that were removed. */
const onlyNamed = (translations: FormWords, named: readonly string[]): FormWords =>
  Object.fromEntries(
    Object.entries(translations).map(([locale, words]) => [
      locale,
      Object.fromEntries(Object.entries(words).filter(([key, text]) => named.includes(key) && text.trim() !== '')),
    ]),
  )

/**
 * Saves the texts of one language in any version. Texts may also be corrected in a published version, whose questions
 * are fixed.
 * @throws Problem not-allowed, not-found, changed-meanwhile, invalid for keys that the form neither names nor uses
 */
export const saveWords = (db: Database, who: RequestContext, id: string, input: SaveWords): Promise<FormVersion> =>
  write(db, who, async (tx, actor) => {
    checkAdministrator(actor)
    const { version, revision, locale } = input
    const kept = await keptVersions(tx.sql, id)
    const row = rowAt(kept, version, revision)
    const form = row?.form ?? shippedForm(id, version)?.form
    if (!form) throw new Problem('not-found')
    const named = namedKeys(form)
    const known = new Set([...named, ...borrowedKeys(form)])
    const strange = Object.keys(input.words).filter((key) => !known.has(key))
    if (strange.length > 0)
      throw refuse(...strange.map((key) => ({ pointer: `/words/${key}`, detail: 'is not named by the form' })))
    const words = Object.fromEntries(Object.entries(input.words).filter(([, text]) => text.trim() !== ''))
    if (locale === sourceLanguage && named.some((key) => words[key] === undefined))
      throw refuse({ pointer: '/words', detail: 'the language of the form has no gaps' })
    await keep(tx, id, version, row, { words: { ...row?.words, [locale]: words } })
    return shown(tx, id, version)
  })

/**
 * Writes the stored state of a version, without its questions. The row of a shipped version is created by the first
 * such change.
 */
const keep = async (
  tx: Tx,
  id: string,
  version: number,
  row: Kept | undefined,
  change: { words?: Record<string, Record<string, string>>; withdrawn?: boolean; published?: boolean },
) => {
  const words = change.words ?? row?.words ?? {}
  const withdrawn = change.withdrawn === undefined ? (row?.withdrawnAt ?? null) : change.withdrawn ? tx.now : null
  if (!row) {
    await insert(tx.sql, forms, { id, formVersion: version, words, publishedAt: tx.now, withdrawnAt: withdrawn })
    return
  }
  const published = change.published ? tx.now : row.publishedAt
  await setStanding(tx.sql, { id, version, words, published, withdrawn, now: tx.now })
}

const isVersion = ({ id, version }: { id: string; version: number }) =>
  and(eq(forms.id, id), eq(forms.formVersion, version))
const rewrite = prepared(
  (build, value: { id: string; version: number; document: Form; words: FormWords; seen: number; now: string }) =>
    build
      .update(forms)
      .set({
        document: value.document,
        words: value.words,
        revision: fragment`${forms.revision} + 1`,
        changedAt: value.now,
      })
      .where(and(isVersion(value), eq(forms.revision, value.seen))),
)
const setStanding = prepared(
  (
    build,
    value: {
      id: string
      version: number
      words: FormWords
      published: string | null
      withdrawn: string | null
      now: string
    },
  ) =>
    build
      .update(forms)
      .set({
        words: value.words,
        publishedAt: value.published,
        withdrawnAt: value.withdrawn,
        revision: fragment`${forms.revision} + 1`,
        changedAt: value.now,
      })
      .where(isVersion(value)),
)
const discard = prepared((build, value: { id: string; version: number }) => build.delete(forms).where(isVersion(value)))

const from = { publish: ['draft'], discard: ['draft'], withdraw: ['published'], restore: ['withdrawn'] } as const

/**
 * Publishes, withdraws or restores a form version, or deletes a version that was never published. A draft of a referral
 * keeps the version with which it was begun; if that version is withdrawn, the draft cannot be sent.
 * @throws Problem not-allowed, not-found, changed-meanwhile, wrong-status
 */
export const actOnForm = (db: Database, who: RequestContext, id: string, input: ActOnForm): Promise<FormVersion> =>
  write(db, who, async (tx, actor) => {
    checkAdministrator(actor)
    const { version, revision, action } = input
    const row = rowAt(await keptVersions(tx.sql, id), version, revision)
    if (!row && !shippedForm(id, version)) throw new Problem('not-found')
    const before = await shown(tx, id, version)
    if (!from[action].some((standing) => standing === before.standing)) throw new Problem('wrong-status')
    if (action === 'discard') {
      await discard(tx.sql, { id, version })
      return before
    }
    await keep(tx, id, version, row, action === 'publish' ? { published: true } : { withdrawn: action === 'withdraw' })
    return shown(tx, id, version)
  })
