import { useEffect, useState } from 'react'
import { hasWords, type Translate } from '../messages.ts'
import { recordPages } from '../navigation/record-pages.gen.ts'
import { loadRecordType } from './load.ts'

const plurals = new Map<string, string>(Object.entries(recordPages).map(([kind, { plural }]) => [kind, plural]))

/** The folder of a record type with derived pages, by the type's name. */
export const pluralOf = (kind: string): string | undefined => plurals.get(kind)

/** Loads the words of those types with derived pages that are among these kinds, and draws again when they are there. */
export const useWordsOf = (kinds: readonly string[]): void => {
  const [, learned] = useState('')
  const wanted = [...new Set(kinds.flatMap((kind) => pluralOf(kind) ?? []))].toSorted().join(' ')
  useEffect(() => {
    let isShown = true
    const load = async () => {
      await Promise.all(wanted.split(' ').filter(Boolean).map(loadRecordType))
      if (isShown) learned(wanted)
    }
    // Without its words an event is shown by a general sentence.
    load().catch(() => undefined)
    return () => {
      isShown = false
    }
  }, [wanted])
}

/**
 * The sentence for an event of a record in the history of its case: the type's own if it has one, otherwise by the
 * words of its derived pages. Undefined for a kind without either.
 */
export const eventSentence = (kind: string, action: string, t: Translate): string | undefined => {
  if (hasWords(`timeline.${kind}.${action}`)) return t(`timeline.${kind}.${action}`)
  const plural = pluralOf(kind)
  if (plural === undefined || !hasWords(`${plural}.one`)) return undefined
  const type = t(`${plural}.one`)
  if (action === 'create') return t('records.history.create', { type })
  const done = `${plural}.acts.${action}.done`
  return hasWords(done) ? t('records.history.act', { type, what: t(done).replace(/\.$/, '') }) : undefined
}

/** What the events of one kind are called in the filter of the history; undefined if there are no words. */
export const kindLabel = (kind: string, t: Translate): string | undefined =>
  [`cases.history.${kind}`, `${pluralOf(kind)}.title`].filter(hasWords).map((key) => t(key))[0]
