import { useEffect, useState } from 'react'
import { hasWords, type Translate } from '../messages.ts'
import { recordPages } from '../navigation/record-pages.gen.ts'
import { loadRecordType } from './load.ts'

const plurals = new Map<string, string>(Object.entries(recordPages).map(([kind, { plural }]) => [kind, plural]))

/** Returns the folder of a record type, given the type's name; undefined if the type has no derived pages. */
export const pluralOf = (kind: string): string | undefined => plurals.get(kind)

/**
 * Loads the texts of those record types among `kinds` that have derived pages, and renders the component again
 * afterwards.
 */
export const useWordsOf = (kinds: readonly string[]): void => {
  const [, learned] = useState('')
  const wanted = [...new Set(kinds.flatMap((kind) => pluralOf(kind) ?? []))].toSorted().join(' ')
  useEffect(() => {
    let isShown = true
    const load = async () => {
      await Promise.all(wanted.split(' ').filter(Boolean).map(loadRecordType))
      if (isShown) learned(wanted)
    }
    // An event of a record type whose texts are not loaded is shown by a general sentence.
    load().catch(() => undefined)
    return () => {
      isShown = false
    }
  }, [wanted])
}

/**
 * Returns the sentence for an event of a record in the history of its case: the text written for this event, otherwise
 * a sentence made from the texts of the type's derived pages; undefined if there is neither.
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

/** Returns the label of a record type in the filter of the history; undefined if there is none. */
export const kindLabel = (kind: string, t: Translate): string | undefined =>
  [`cases.history.${kind}`, `${pluralOf(kind)}.title`].filter(hasWords).map((key) => t(key))[0]

/** The words of the codes that an action on a record with derived pages has set; undefined for other kinds and codes. */
export const codesOfEvent = (
  kind: string,
  facts: Readonly<Record<string, unknown>>,
  t: Translate,
): string | undefined => {
  const codes = Object.entries(facts).map(([field, code]) => `${pluralOf(kind)}.codes.${field}.${code}`)
  return (
    codes
      .filter(hasWords)
      .map((key) => t(key))
      .join(' · ') || undefined
  )
}
