import { fieldsOf } from '@palermo/shared/forms/check.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { namedKeys } from '@palermo/shared/forms/keys.ts'
import { type KeptVersion, newestOffered } from '@palermo/shared/forms/offers.ts'
import { shippedForm, shippedForms } from '@palermo/shared/forms/shipped.ts'
import { SoundForm } from '@palermo/shared/forms/sound.ts'
import {
  type FormLine,
  type FormLines,
  type FormVersion,
  FormWords,
  type OfferedForms,
  usedBy,
} from '@palermo/shared/forms/versions.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { and, eq, sql as fragment, isNotNull } from 'drizzle-orm'
import { type Db, type RequestContext, read } from '../actor.ts'
import { parseDocument } from '../json.ts'
import { prepared } from '../prepared.ts'
import { number, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { taskForce } from '../table.ts'
import { forms } from './table.ts'

const columns = {
  id: forms.id,
  version: forms.formVersion,
  // The form is read as text and parsed only once for each version, because published versions never change.
  document: fragment`${forms.document}::text`.mapWith(orNull(text)),
  words: fragment`${forms.words}::text`.mapWith(text),
  revision: forms.revision,
  changedAt: forms.changedAt,
  publishedAt: forms.publishedAt,
  withdrawnAt: forms.withdrawnAt,
}
const everyForm = prepared((build) => build.select(columns).from(forms))
const publishedForms = prepared((build) => build.select(columns).from(forms).where(isNotNull(forms.publishedAt)))
export const versionsOf = prepared((build, { id }: { id: string }) =>
  build.select(columns).from(forms).where(eq(forms.id, id)).orderBy(forms.formVersion),
)
const oneVersion = prepared((build, { id, version }: { id: string; version: number }) =>
  build
    .select(columns)
    .from(forms)
    .where(and(eq(forms.id, id), eq(forms.formVersion, version))),
)
type FormRow = RowRead<typeof everyForm>

export type Kept = KeptVersion & Omit<FormRow, 'document' | 'words'>

/** The parsed versions, which are cached because published versions never change. */
const published = new Map<string, Form>()
const formFrom = ({ id, version, document, publishedAt, revision }: FormRow): Form | undefined => {
  if (document === null) return shippedForm(id, version)?.form
  const key = `${id}@${version}:${publishedAt === null ? revision : 'published'}`
  const known = published.get(key)
  if (known) return known
  const form = SoundForm.parse(parseDocument(document))
  if (publishedAt !== null) published.set(key, form)
  return form
}

export const keptFrom = (row: FormRow): Kept[] => {
  const form = formFrom(row)
  if (!form) return []
  const { document: _, words, ...rest } = row
  const standing = row.withdrawnAt !== null ? 'withdrawn' : row.publishedAt !== null ? 'published' : 'draft'
  const own = FormWords.parse(parseDocument(words))
  return [{ ...rest, form, words: { ...shippedForm(row.id, row.version)?.words, ...own }, standing }]
}

export const keptVersions = async (sql: SlotSql, id: string): Promise<Kept[]> =>
  (await versionsOf(sql, { id })).flatMap(keptFrom)

export const keptForm = async (sql: SlotSql, id: string, version: number): Promise<Kept | undefined> =>
  (await oneVersion(sql, { id, version })).flatMap(keptFrom)[0]

export const profileInForce = prepared((build) => build.select({ profile: taskForce.profile }).from(taskForce))

const draftRows = rowsOf({ id: text, version: number, n: number })

/** Lists the forms that can be started, each in its newest version. */
export const listForms = async (db: Db, who: RequestContext): Promise<OfferedForms> => {
  const { rows: found } = await read(db, who, (sql) => [publishedForms(sql), profileInForce(sql)])
  const items = newestOffered(found[0].flatMap(keptFrom), found[1][0]?.profile ?? '').map(({ form, words }) => {
    const keys = [form.titleKey, form.hintKey].filter((key) => key !== undefined)
    const byLocale = Object.entries(words).map(([locale, all]) => [
      locale,
      Object.fromEntries(keys.flatMap((key) => (all[key] === undefined ? [] : [[key, all[key]]]))),
    ])
    return {
      id: form.id,
      version: form.version,
      titleKey: form.titleKey ?? null,
      hintKey: form.hintKey ?? null,
      questions: fieldsOf(form).length,
      locales: Object.keys(words),
      words: Object.fromEntries(byLocale),
    }
  })
  return { items }
}

/**
 * Reads one version of a form, by default the newest version that can be started. Withdrawn versions are returned too,
 * because their answers are still shown.
 * @throws Problem not-found for an unknown version, and for an unpublished version unless the reader is an
 * administrator
 */
export const readForm = async (db: Db, who: RequestContext, id: string, version?: number): Promise<FormVersion> => {
  const { rows: found } = await read(db, who, (sql) => [versionsOf(sql, { id }), profileInForce(sql)])
  return presentVersion(found[0].flatMap(keptFrom), found[1][0]?.profile ?? '', id, version)
}

export const presentVersion = (kept: readonly Kept[], profile: string, id: string, wanted?: number): FormVersion => {
  const newest = newestOffered(kept, profile).find((one) => one.id === id)
  const version = wanted ?? newest?.version
  if (version === undefined) throw new Problem('not-found')
  const row = kept.find((one) => one.id === id && one.version === version)
  const shipped = shippedForm(id, version)
  const form = row?.form ?? shipped?.form
  if (!form) throw new Problem('not-found')
  const standing = row?.standing ?? 'published'
  return {
    form,
    words: row?.words ?? shipped?.words ?? {},
    standing,
    offered: standing === 'published' && usedBy(form, profile),
    newest: newest && newest.version > version ? newest.version : null,
    revision: row?.revision ?? 0,
    changedAt: row?.changedAt ?? null,
    publishedAt: row?.publishedAt ?? null,
    withdrawnAt: row?.withdrawnAt ?? null,
  }
}

/** Lists all versions, newest first, for administrators. @throws Problem not-allowed */
export const listVersions = async (db: Db, who: RequestContext): Promise<FormLines> => {
  const { actor, rows: found } = await read(db, who, (sql) => [
    everyForm(sql),
    profileInForce(sql),
    draftRows(sql`select form_id as id, form_version as version, n from app.form_drafts()`),
  ])
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
  const kept = found[0].flatMap(keptFrom)
  const profile = found[1][0]?.profile ?? ''
  const known = [...kept, ...shippedForms().map(({ form }) => form)].map(({ id, version }) => ({ id, version }))
  const each = [...new Map(known.map((one) => [`${one.id}@${one.version}`, one])).values()]
  const items = each.map(({ id, version }): FormLine => {
    const { form, words, standing, offered, revision, changedAt } = presentVersion(kept, profile, id, version)
    const titleKey = form.titleKey ?? null
    const named = namedKeys(form)
    return {
      id,
      version,
      standing,
      shipped: shippedForm(id, version) !== undefined,
      offered,
      titleKey,
      words: Object.fromEntries(
        Object.entries(words).map(([locale, all]) => [
          locale,
          titleKey && all[titleKey] ? { [titleKey]: all[titleKey] } : {},
        ]),
      ),
      questions: fieldsOf(form).length,
      translated: Object.fromEntries(
        Object.entries(words).map(([locale, all]) => [locale, named.filter((key) => Object.hasOwn(all, key)).length]),
      ),
      named: named.length,
      drafts: found[2].find((one) => one.id === id && one.version === version)?.n ?? 0,
      revision,
      changedAt,
    }
  })
  return { items: items.toSorted((one, other) => one.id.localeCompare(other.id) || other.version - one.version) }
}
